package genba.web;

import java.time.Duration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Asks the city's identity provider. Spring Security's own clients would wait without end for one
 * that does not answer.
 */
@Component
class IdentityProvider {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final OidcUserService users = new OidcUserService();
  private final RestClientAuthorizationCodeTokenResponseClient tokens =
      new RestClientAuthorizationCodeTokenResponseClient();

  IdentityProvider() {
    SimpleClientHttpRequestFactory impatient = new SimpleClientHttpRequestFactory();
    impatient.setConnectTimeout(LONGEST_WAIT);
    impatient.setReadTimeout(LONGEST_WAIT);

    RestTemplate userInfo = new RestTemplate(impatient);
    userInfo.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    DefaultOAuth2UserService service = new DefaultOAuth2UserService();
    service.setRestOperations(userInfo);
    users.setOauth2UserService(service);

    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(impatient)
            .messageConverters(
                converters -> {
                  converters.clear();
                  converters.add(new FormHttpMessageConverter());
                  converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
  }

  OidcUser load(OidcUserRequest request) {
    return users.loadUser(request);
  }

  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
    return tokens;
  }
}
