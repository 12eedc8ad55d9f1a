package genba.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The line under the header while the engine starts; it asks for itself again. */
@Controller
class EngineBanner {

  @GetMapping("/engine/banner")
  String banner() {
    return "web/engine :: banner";
  }
}
