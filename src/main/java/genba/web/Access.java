package genba.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * Who may come in, and how: pages by login, the API by Basic (sample people) or Bearer (OIDC). What
 * a person may do is decided by the modules' services.
 */
@Configuration(proxyBeanMethods = false)
class Access {

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);

  /** The style attributes that the BPMN viewer writes, by their hashes; no other is taken. */
  private static final String VIEWER_STYLES =
      "'unsafe-hashes' 'sha256-AHtqGIKHiUalONG+xeO90E9yUgWLoWuygINiCuiaBnA='"
          + " 'sha256-CA/eh4+2R0J7cEQ14gBMtx834RIOjzMUqCM+evtrkp4='"
          + " 'sha256-F1/lIJB2HC2RT+RPHwCjlrUMGQft2PdUC4nHeQ7MKsc='"
          + " 'sha256-j2t/iYgmiK/9tDIa+YLs3dUK18D+PDjuKi+KxuYXU/w='";

  /** Everything from the hub itself; nothing inline but images that libraries draw. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' "
          + VIEWER_STYLES
          + "; img-src 'self' data:;"
          + " font-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Bot systems call back without a login; what they say is verified, and believed of nobody. */
  @Bean
  @Order(0)
  SecurityFilterChain botCallbacks(HttpSecurity http) {
    return http.securityMatcher("/api/v1/callbacks/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(Access::headers)
        .build();
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      WebProperties properties,
      OidcPeople oidcPeople,
      OAuth2ResourceServerProperties tokens) {
    boolean oidc = properties.login() == WebProperties.Login.OIDC;
    String scheme = oidc ? "Bearer " : "Basic ";
    AuthenticationEntryPoint unknown = unauthorized(scheme.strip());
    http.securityMatcher("/api/v1/**", "/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasRole("DIGITAL_OFFICE")
                    .anyRequest()
                    .authenticated())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .csrf(csrf -> csrf.requireCsrfProtectionMatcher(request -> needsToken(request, scheme)))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .exceptionHandling(errors -> errors.authenticationEntryPoint(unknown))
        .headers(Access::headers);
    if (oidc) {
      requireAudience(tokens);
      http.oauth2ResourceServer(
          server ->
              server
                  .authenticationEntryPoint(unknown)
                  .jwt(jwt -> jwt.jwtAuthenticationConverter(oidcPeople::known)));
    } else {
      http.httpBasic(basic -> basic.authenticationEntryPoint(unknown));
    }
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http,
      WebProperties properties,
      OidcPeople oidcPeople,
      IdentityProvider provider) {
    HttpSessionRequestCache returnTo = new HttpSessionRequestCache();
    returnTo.setRequestMatcher(Access::isPage);
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers("/css/**", "/js/**", "/img/**", "/webjars/**", "/login")
                    .permitAll()
                    .requestMatchers("/connectors/**")
                    .hasRole("DIGITAL_OFFICE")
                    .anyRequest()
                    .authenticated())
        .requestCache(cache -> cache.requestCache(returnTo))
        .exceptionHandling(
            errors ->
                errors
                    .defaultAuthenticationEntryPointFor(
                        Access::sendToLogin, request -> request.getHeader("HX-Request") != null)
                    .defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"), request -> true))
        .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
        .headers(Access::headers);
    switch (properties.login()) {
      case FORM ->
          http.formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/").permitAll());
      case OIDC ->
          http.oauth2Login(
              login ->
                  login
                      .loginPage("/login")
                      .tokenEndpoint(token -> token.accessTokenResponseClient(provider.tokens()))
                      .userInfoEndpoint(info -> info.oidcUserService(oidcPeople::load))
                      .failureHandler(Access::backToLogin)
                      .permitAll());
    }
    return http.build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .cacheControl(Customizer.withDefaults());
  }

  /**
   * A browser's session must prove itself on every write. Only what carries its own credentials
   * need not, and not where a browser sends remembered credentials for another site's page.
   */
  private static boolean needsToken(HttpServletRequest request, String scheme) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return false;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    String site = request.getHeader("Sec-Fetch-Site");
    boolean ownCredentials =
        authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    boolean ownPage = site == null || site.equals("same-origin") || site.equals("none");
    return !(ownCredentials && ownPage);
  }

  private static boolean isPage(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && request.getHeader("HX-Request") == null
        && accept != null
        && accept.contains("text/html");
  }

  private static void sendToLogin(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
    response.setHeader("HX-Redirect", "/login");
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
  }

  /** The error page writes the problem; a browser's own login window would only get in the way. */
  private static AuthenticationEntryPoint unauthorized(String scheme) {
    return (request, response, failure) -> {
      if (failure instanceof UnknownPerson) {
        request.setAttribute(ErrorPages.TEXT, "unknown-person");
        response.sendError(HttpStatus.FORBIDDEN.value());
        return;
      }
      if (!isPage(request)) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"Genba\"");
      }
      response.sendError(HttpStatus.UNAUTHORIZED.value());
    };
  }

  /** The same provider serves other programs: a token that was made for them is not for the hub. */
  private static void requireAudience(OAuth2ResourceServerProperties tokens) {
    if (tokens.getJwt().getAudiences().isEmpty()) {
      throw new IllegalStateException(
          "genba.web.login=oidc needs spring.security.oauth2.resourceserver.jwt.audiences: the"
              + " audience of access tokens that are meant for the hub");
    }
  }

  private static void backToLogin(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    LOG.warn("A login by the identity provider failed", failure);
    String why = failure instanceof UnknownPerson ? "unknown" : "error";
    response.sendRedirect(request.getContextPath() + "/login?" + why);
  }
}
