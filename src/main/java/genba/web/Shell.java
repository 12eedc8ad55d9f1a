package genba.web;

import genba.directory.Assignment;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import genba.engine.EngineReadiness;
import genba.notice.Notices;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What the layout shows around every page, error pages too: {@code ${@shell.view()}}. */
@Component("shell")
class Shell {

  private static final int NOTICES_COUNTED = 100;

  private final Directory directory;
  private final Notices notices;
  private final EngineReadiness engine;
  private final WebProperties properties;
  private final Clock clock;
  private final boolean engineWanted;

  Shell(
      Directory directory,
      Notices notices,
      EngineReadiness engine,
      WebProperties properties,
      Clock clock,
      @Value("${genba.camunda.mode:local}") String engineMode) {
    this.directory = directory;
    this.notices = notices;
    this.engine = engine;
    this.properties = properties;
    this.clock = clock;
    this.engineWanted = !engineMode.equalsIgnoreCase("off");
  }

  /** A role with its department's name. */
  public record HeldRole(String role, String department) {}

  /** A place of the navigation; its label is the message {@code web.nav.<name>}. */
  public record Place(String name, String path) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("home", "/"),
          new Place("improvements", "/improvements"),
          new Place("automations", "/automations"),
          new Place("gains", "/gains"),
          new Place("directory", "/directory"),
          new Place("connectors", "/connectors"));

  /** Places of the digital office alone. */
  private static final Set<String> OF_DIGITAL_OFFICE = Set.of("connectors");

  /**
   * @param known whether somebody is logged in whom the directory knows
   * @param path of the page that was asked for
   * @param csrfHeader JSON for htmx
   */
  public record View(
      boolean known,
      String userId,
      String name,
      boolean sample,
      List<HeldRole> roles,
      long unread,
      String cityName,
      String theme,
      String path,
      String query,
      String csrfHeader) {

    public List<Place> places() {
      boolean digitalOffice =
          roles.stream().anyMatch(held -> held.role().equals(Role.DIGITAL_OFFICE.name()));
      return PLACES.stream()
          .filter(place -> digitalOffice || !OF_DIGITAL_OFFICE.contains(place.name()))
          .toList();
    }

    public List<String> themes() {
      return Theme.names();
    }

    /** Whether the page belongs to the place with this path. */
    public boolean at(String place) {
      return "/".equals(place)
          ? "/".equals(path)
          : path.equals(place)
              || path.startsWith(place + "/")
              || "/automations".equals(place) && path.startsWith("/runs/");
    }

    /** This page again with another parameter. */
    public String here(String parameter, String value) {
      return UriComponentsBuilder.fromPath(path)
          .query(query)
          .replaceQueryParam(parameter, value)
          .build(true)
          .toUriString();
    }
  }

  public View view() {
    HttpServletRequest request = request();
    String path = originalPath(request);
    Optional<Person> person = userId().flatMap(directory::person);
    List<HeldRole> roles = person.map(Person::userId).map(this::rolesOf).orElse(List.of());
    return new View(
        person.isPresent(),
        person.map(Person::userId).orElse(""),
        person.map(Person::name).orElse(""),
        person.map(Person::sample).orElse(false),
        roles,
        person.map(Person::userId).map(this::unread).orElse(0L),
        properties.cityName(),
        Theme.of(request).text(),
        path,
        path.equals(request.getRequestURI()) && request.getQueryString() != null
            ? request.getQueryString()
            : "",
        csrfHeader(request));
  }

  /** Whether pages should say that the engine is not there yet. */
  public boolean engineStarting() {
    return engineWanted && !engine.isReady();
  }

  public String engineState() {
    return engine.state();
  }

  private List<HeldRole> rolesOf(String userId) {
    LocalDate today = LocalDate.now(clock);
    return directory.assignmentsOf(userId, today).stream()
        .map(held -> new HeldRole(held.role().name(), departmentName(held, today)))
        .toList();
  }

  private String departmentName(Assignment held, LocalDate today) {
    return directory
        .department(held.departmentCode(), today)
        .map(Department::name)
        .orElse(held.departmentCode());
  }

  private long unread(String userId) {
    return notices.of(userId, NOTICES_COUNTED).stream().filter(notice -> !notice.read()).count();
  }

  private static Optional<String> userId() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null || authentication instanceof AnonymousAuthenticationToken
        ? Optional.empty()
        : Optional.of(authentication.getName());
  }

  private static String originalPath(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return failed == null ? request.getRequestURI() : failed.toString();
  }

  private static String csrfHeader(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? "{\"%s\":\"%s\"}".formatted(token.getHeaderName(), token.getToken())
        : "{}";
  }

  private static HttpServletRequest request() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }
}
