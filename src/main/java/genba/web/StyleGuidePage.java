package genba.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Every component with its markup, for those who build pages. Not for a city's installation. */
@Controller
@ConditionalOnExpression(
    "'${genba.web.style-guide:${genba.camunda.mode:local}}' matches 'true|local'")
class StyleGuidePage {

  @GetMapping("/style-guide")
  String styleGuide() {
    return "web/style-guide";
  }

  @GetMapping(path = "/style-guide/model.bpmn", produces = MediaType.APPLICATION_XML_VALUE)
  @ResponseBody
  Resource model() {
    return new ClassPathResource("bpmn/improvement-lifecycle.bpmn");
  }
}
