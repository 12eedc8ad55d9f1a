package genba.web;

import genba.directory.Assignment;
import genba.directory.Directory;
import genba.directory.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * What a person's roles of today open: {@code ROLE_STAFF, ROLE_LEADER, ROLE_SUPERVISOR,
 * ROLE_DIGITAL_OFFICE}.
 */
@Component
class Authorities {

  private final Directory directory;
  private final Clock clock;

  Authorities(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  Collection<GrantedAuthority> of(@Nullable String userId) {
    if (userId == null) {
      return List.of();
    }
    return directory.assignmentsOf(userId, LocalDate.now(clock)).stream()
        .map(Assignment::role)
        .map(Authorities::name)
        .distinct()
        .map(SimpleGrantedAuthority::new)
        .collect(Collectors.toUnmodifiableList());
  }

  private static String name(Role role) {
    return switch (role) {
      case STAFF -> "ROLE_STAFF";
      case LEADER, BACKUP_LEADER -> "ROLE_LEADER";
      case SUPERVISOR -> "ROLE_SUPERVISOR";
      case DIGITAL_OFFICE -> "ROLE_DIGITAL_OFFICE";
    };
  }
}
