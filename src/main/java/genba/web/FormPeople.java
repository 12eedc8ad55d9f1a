package genba.web;

import genba.directory.Directory;
import genba.directory.Person;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Sample people log in with one password. Real people have none here: they come by the city's
 * identity provider.
 */
@Component
@ConditionalOnProperty(name = "genba.web.login", havingValue = "form", matchIfMissing = true)
class FormPeople implements UserDetailsService {

  private final Directory directory;
  private final Authorities authorities;
  private final String password;

  FormPeople(
      Directory directory,
      Authorities authorities,
      @Value("${genba.directory.sample-password:genba}") String samplePassword) {
    this.directory = directory;
    this.authorities = authorities;
    this.password = "{bcrypt}" + new BCryptPasswordEncoder().encode(samplePassword);
  }

  @Override
  public UserDetails loadUserByUsername(String userId) {
    Person person =
        directory
            .person(userId)
            .filter(Person::sample)
            .orElseThrow(() -> new UsernameNotFoundException("No sample person " + userId));
    return User.withUsername(person.userId())
        .password(password)
        .authorities(authorities.of(person.userId()))
        .build();
  }
}
