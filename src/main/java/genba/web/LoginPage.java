package genba.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The way in. */
@Controller
class LoginPage {

  private final WebProperties properties;

  LoginPage(WebProperties properties) {
    this.properties = properties;
  }

  @GetMapping("/login")
  String login(Model model) {
    model.addAttribute("oidc", properties.login() == WebProperties.Login.OIDC);
    return "web/login";
  }
}
