package genba.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed OpenAPI document is the served one. {@code mvn test -Dtest=OpenApiTest
 * -Dopenapi=write} writes it anew.
 */
@SpringBootTest(
    properties = {
      "genba.camunda.mode=off",
      "spring.datasource.url=jdbc:h2:mem:openapi;DB_CLOSE_DELAY=-1"
    })
@AutoConfigureMockMvc
class OpenApiTest {

  private static final Path COMMITTED = Path.of("src/docs/openapi.json");

  @Autowired private MockMvc mvc;

  @Test
  void committedDocumentIsTheServedOne() throws Exception {
    String served =
        mvc.perform(get("/v3/api-docs").with(user("digital-0130")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    String pretty = pretty(served);
    if ("write".equals(System.getProperty("openapi"))) {
      Files.writeString(COMMITTED, pretty);
    }
    assertThat(pretty)
        .as(
            "src/docs/openapi.json is old; write it with: mvn test -Dtest=OpenApiTest"
                + " -Dopenapi=write")
        .isEqualTo(Files.readString(COMMITTED));
  }

  private static String pretty(String json) {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    return mapper.writeValueAsString(mapper.readValue(json, Object.class)) + "\n";
  }
}
