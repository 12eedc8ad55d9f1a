package genba.web;

import genba.directory.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * People of the city's identity provider, as far as the directory knows them: the provider says who
 * somebody is, the directory what that person may do.
 */
@Component
class OidcPeople {

  private final IdentityProvider provider;
  private final Directory directory;
  private final Authorities authorities;
  private final String userIdClaim;

  OidcPeople(
      IdentityProvider provider,
      Directory directory,
      Authorities authorities,
      WebProperties properties) {
    this.provider = provider;
    this.directory = directory;
    this.authorities = authorities;
    this.userIdClaim = properties.userIdClaim();
  }

  /**
   * Somebody who logs in on the pages.
   *
   * @throws UnknownPerson where the directory has no such person
   */
  OidcUser load(OidcUserRequest request) {
    OidcUser user = provider.load(request);
    String userId = known(user.getClaimAsString(userIdClaim));
    return new DefaultOidcUser(
        authorities.of(userId), user.getIdToken(), user.getUserInfo(), userIdClaim);
  }

  /**
   * Somebody in whose name a program calls the API.
   *
   * @throws UnknownPerson where the directory has no such person
   */
  JwtAuthenticationToken known(Jwt token) {
    String userId = known(token.getClaimAsString(userIdClaim));
    return new JwtAuthenticationToken(token, authorities.of(userId), userId);
  }

  private String known(@Nullable String userId) {
    if (userId == null || directory.person(userId).isEmpty()) {
      throw new UnknownPerson(userIdClaim);
    }
    return userId;
  }
}
