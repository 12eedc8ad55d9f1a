package genba.web;

import genba.directory.Directory;
import genba.directory.Person;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** People of the city's identity provider, as far as the directory knows them. */
@Component
class OidcPeople {

  private final OidcUserService provider = new OidcUserService();
  private final Directory directory;
  private final Authorities authorities;
  private final String userIdClaim;

  OidcPeople(Directory directory, Authorities authorities, WebProperties properties) {
    this.directory = directory;
    this.authorities = authorities;
    this.userIdClaim = properties.userIdClaim();
  }

  OidcUser load(OidcUserRequest request) {
    return known(provider.loadUser(request));
  }

  /** The same user with the directory's roles; refused where the directory has no such person. */
  OidcUser known(OidcUser user) {
    String userId = user.getClaimAsString(userIdClaim);
    if (userId == null || directory.person(userId).map(Person::userId).isEmpty()) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error("unknown_person"), "No person in the directory for " + userIdClaim);
    }
    java.util.Collection<? extends GrantedAuthority> roles = authorities.of(userId);
    return new DefaultOidcUser(roles, user.getIdToken(), user.getUserInfo(), userIdClaim);
  }
}
