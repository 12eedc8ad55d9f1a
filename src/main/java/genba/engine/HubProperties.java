package genba.engine;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The hub as others see it.
 *
 * @param address where people's browsers reach the hub: forms in Tasklist link to its pages
 */
@Validated
@ConfigurationProperties("genba")
record HubProperties(@NotNull @DefaultValue("http://localhost:8090") URI address) {

  /** Address of a page of the hub, from a path that starts with a slash. */
  String page(String path) {
    return address.toString().replaceAll("/+$", "") + path;
  }
}
