package genba.web;

import genba.directory.SampleCity;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The way in; with the sample city also who could come in. */
@Controller
class LoginPage {

  private final WebProperties properties;
  private final SampleCity sampleCity;

  LoginPage(WebProperties properties, SampleCity sampleCity) {
    this.properties = properties;
    this.sampleCity = sampleCity;
  }

  @GetMapping("/login")
  String login(Model model) {
    boolean oidc = properties.login() == WebProperties.Login.OIDC;
    model.addAttribute("oidc", oidc);
    model.addAttribute("people", oidc ? List.of() : sampleCity.story());
    return "web/login";
  }
}
