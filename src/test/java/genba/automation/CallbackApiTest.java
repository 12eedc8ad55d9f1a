package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Callbacks as vendors send them: without a login, signed where the vendor signs. */
@AutomationHub
class CallbackApiTest {

  private static final String BODY = "{\"reference\": \"run-1\", \"id\": \"7\"}";

  @Autowired private MockMvc mvc;

  @Test
  void aSignatureIsTakenInEveryWayVendorsWriteIt() throws Exception {
    byte[] signature = hmac(BODY);
    String hex = HexFormat.of().formatHex(signature);
    for (String written :
        new String[] {
          hex,
          hex.toUpperCase(java.util.Locale.ROOT),
          "sha256=" + hex,
          Base64.getEncoder().encodeToString(signature),
          "sha256=" + Base64.getEncoder().encodeToString(signature)
        }) {
      assertThat(call("http-bot/run-1", BODY, written)).as(written).isEqualTo(202);
    }
    assertThat(call("http-bot", BODY, hex)).isEqualTo(202);
  }

  @Test
  void aWrongSignatureIsRefused() throws Exception {
    String hex = HexFormat.of().formatHex(hmac(BODY));
    assertThat(call("http-bot/run-1", BODY, null)).isEqualTo(401);
    assertThat(call("http-bot/run-1", BODY, "0".repeat(64))).isEqualTo(401);
    assertThat(call("http-bot/run-1", BODY + " ", hex)).isEqualTo(401);
  }

  @Test
  void unknownOnesAreHeardAndTellNobodyAnything() throws Exception {
    assertThat(call("no-such-system/no-such-run", "not even JSON", null)).isEqualTo(202);
    assertThat(call("robot-framework/no-such-run", "", null)).isEqualTo(202);
  }

  @Test
  void aBodyHasItsLimit() throws Exception {
    assertThat(call("robot-framework/run-1", "x".repeat(64 * 1024), null)).isEqualTo(202);
    assertThat(call("robot-framework/run-1", "x".repeat(64 * 1024 + 1), null)).isEqualTo(413);
  }

  @Test
  void credentialsOfTheVendorsOwnDoNotMatter() throws Exception {
    assertThat(
            mvc.perform(
                    post("/api/v1/callbacks/robot-framework/run-1")
                        .header("Authorization", "Basic dmVuZG9yOmV4YW1wbGUtc2VjcmV0"))
                .andReturn()
                .getResponse()
                .getStatus())
        .isEqualTo(202);
  }

  private int call(String path, String body, @Nullable String signature) throws Exception {
    var request = post("/api/v1/callbacks/" + path).content(body);
    if (signature != null) {
      request.header("X-Signature", signature);
    }
    return mvc.perform(request).andReturn().getResponse().getStatus();
  }

  private static byte[] hmac(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("example-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
  }
}
