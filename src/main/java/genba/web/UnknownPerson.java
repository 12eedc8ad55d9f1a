package genba.web;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** The identity provider vouches for somebody whom the directory does not know. */
class UnknownPerson extends OAuth2AuthenticationException {

  private static final long serialVersionUID = 1L;

  UnknownPerson(String userIdClaim) {
    super(
        new OAuth2Error("unknown_person"),
        "The directory has no person for the claim " + userIdClaim);
  }
}
