package genba.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Pages and login.
 *
 * @param cityName shown in the header
 * @param login form: the sample people with one password; oidc: the city's identity provider
 *     ({@code spring.security.oauth2.client.*} with the registration {@code city}, and {@code
 *     .resourceserver.jwt.issuer-uri} and {@code .audiences})
 * @param userIdClaim claim of the identity provider that is the directory's user id
 */
@Validated
@ConfigurationProperties("genba.web")
record WebProperties(
    @DefaultValue("見本市") @NotBlank String cityName,
    @DefaultValue("form") @NotNull Login login,
    @DefaultValue("preferred_username") @NotBlank String userIdClaim) {

  enum Login {
    FORM,
    OIDC
  }
}
