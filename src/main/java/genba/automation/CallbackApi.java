package genba.automation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where bot systems call back. They have no session: their signature says who they are. */
@RestController
@RequestMapping("/api/v1/callbacks")
@Tag(name = "callbacks", description = "Where bot systems say that something happened to a run")
class CallbackApi {

  private static final int LONGEST_BODY = 64 * 1024;

  private final Callbacks callbacks;

  CallbackApi(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  @PostMapping("/{system}/{reference}")
  @Operation(
      summary = "Something happened to a run",
      description =
          "Only brings the next question to the bot system forward. Signed as the system does it;"
              + " up to 64 KB.")
  @ApiResponse(responseCode = "202", description = "Heard, whether there is such a run or not")
  @ApiResponse(responseCode = "401", description = "The signature is missing or wrong")
  @ApiResponse(responseCode = "413", description = "Longer than 64 KB")
  ResponseEntity<Void> aboutRun(
      @PathVariable String system, @PathVariable String reference, HttpServletRequest request)
      throws IOException {
    return hear(system, reference, request);
  }

  @PostMapping("/{system}")
  @Operation(summary = "Something happened to the runs that the body names")
  @ApiResponse(responseCode = "202", description = "Heard, whether there are such runs or not")
  @ApiResponse(responseCode = "401", description = "The signature is missing or wrong")
  @ApiResponse(responseCode = "413", description = "Longer than 64 KB")
  ResponseEntity<Void> aboutSystem(@PathVariable String system, HttpServletRequest request)
      throws IOException {
    return hear(system, null, request);
  }

  private ResponseEntity<Void> hear(
      String system, @Nullable String reference, HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
    }
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(
            name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    boolean heard = callbacks.hear(system, reference, headers, body);
    return ResponseEntity.status(heard ? HttpStatus.ACCEPTED : HttpStatus.UNAUTHORIZED).build();
  }
}
