package genba.web.powerplatform;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document that Power Platform imports as a custom connector, made from the running API so that
 * it never says anything else.
 */
@RestController
class PowerPlatformApi {

  private final OpenApiWebMvcResource api;
  private final JsonMapper json;
  private final SwaggerDocument document;

  PowerPlatformApi(
      OpenApiWebMvcResource api,
      JsonMapper json,
      MessageSource messages,
      PowerPlatformProperties properties,
      @Value("${genba.address}") URI address) {
    this.api = api;
    this.json = json;
    this.document = new SwaggerDocument(Words.load(), messages, properties, address);
  }

  /** Hidden from the API's own description: it is one itself. */
  @Hidden
  @GetMapping(
      path = "/api/v1/power-platform/swagger.json",
      produces = MediaType.APPLICATION_JSON_VALUE)
  String swagger(HttpServletRequest request) throws IOException {
    byte[] described = api.openapiJson(request, "/v3/api-docs", Locale.JAPAN);
    return json.writeValueAsString(document.of(json.readTree(described)));
  }
}
