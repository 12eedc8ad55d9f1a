package genba.web;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The hub with the sample city, without an engine, on a port of its own. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "genba.camunda.mode=off",
      "genba.directory.sample-city=true",
      "genba.web.style-guide=true",
      "genba.notice.channels.0310=teams-0310",
      "genba.notice.mail=mail",
      "genba.notice.attempts=1",
      "spring.datasource.url=jdbc:h2:mem:web;DB_CLOSE_DELAY=-1"
    })
@Import(CityAtWork.class)
abstract class RunningHub {

  @LocalServerPort private int port;

  String address(String path) {
    return "http://localhost:" + port + path;
  }
}
