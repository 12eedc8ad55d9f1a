package genba.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Every component with its markup, for those who build pages. Not for a city's installation. */
@Controller
@ConditionalOnExpression(
    "'${genba.web.style-guide:${genba.camunda.mode:local}}' matches 'true|local'")
class StyleGuidePage {

  @GetMapping("/style-guide")
  String styleGuide() {
    return "web/style-guide";
  }
}
