package genba.improvement;

import genba.improvement.ImprovementJson.PrototypeJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes prototypes from the tools they are built in. */
@RestController
@RequestMapping("/api/v1/improvements/{id}/prototypes")
@Tag(name = "improvements")
class PrototypesApi {

  private final PrototypeService prototypes;
  private final ImprovementJsonWriter json;

  PrototypesApi(PrototypeService prototypes, ImprovementJsonWriter json) {
    this.prototypes = prototypes;
    this.json = json;
  }

  @PostMapping
  @Operation(
      operationId = "handInPrototype",
      summary = "Hand in a prototype with its trial's figures",
      description =
          "Takes the place of the task in Tasklist, which is closed. By the people who build it."
              + " The same Idempotency-Key and content give the same hand-in.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(schema = @Schema(implementation = ImprovementJson.HandedIn.class))))
  @ApiResponse(responseCode = "201", description = "Recorded; Location is the case")
  @ApiResponse(responseCode = "403", description = "Neither leader nor supporter of the case")
  @ApiResponse(responseCode = "409", description = "The case does not wait for a prototype")
  @ApiResponse(responseCode = "422", description = "Every wrong field is named in errors")
  ResponseEntity<PrototypeJson> handIn(
      @PathVariable String id,
      @RequestBody Map<String, Object> body,
      @Parameter(description = "At most 100 characters of your own choice")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      Principal who) {
    HandIn handIn =
        new HandIn(
            text(body, "link"),
            text(body, "environment"),
            text(body, "trialCases"),
            text(body, "trialMinutesPerCase"),
            text(body, "botSystem"),
            text(body, "botName"),
            text(body, "note"));
    Prototype prototype =
        prototypes.handIn(id, who.getName(), handIn, ImprovementsApi.checkedKey(key));
    return ResponseEntity.created(URI.create("/api/v1/improvements/" + id))
        .body(json.prototype(prototype));
  }

  private static String text(Map<String, Object> body, String field) {
    Object value = body.get(field);
    return value == null ? "" : value.toString();
  }
}
