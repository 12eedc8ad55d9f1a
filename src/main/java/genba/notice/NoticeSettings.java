package genba.notice;

import genba.directory.Directory;
import genba.directory.Role;
import genba.notice.Routes.Reach;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How I want to hear of something; and for the digital office, what did not arrive. */
@Controller
class NoticeSettings {

  private static final int SHOWN = 100;

  private final Routes routes;
  private final Preferences preferences;
  private final Deliveries deliveries;
  private final NoticeProperties properties;
  private final Directory directory;
  private final Clock clock;

  NoticeSettings(
      Routes routes,
      Preferences preferences,
      Deliveries deliveries,
      NoticeProperties properties,
      Directory directory,
      Clock clock) {
    this.routes = routes;
    this.preferences = preferences;
    this.deliveries = deliveries;
    this.properties = properties;
    this.directory = directory;
    this.clock = clock;
  }

  @GetMapping("/notices/settings")
  String settings(Principal who, Model model) {
    Reach reach = routes.reach(who.getName());
    model.addAttribute("reach", reach);
    model.addAttribute("choices", possible(reach));
    model.addAttribute("digestAt", properties.digestAt());
    model.addAttribute("seesDeliveries", isDigitalOffice(who.getName()));
    return "notice/settings";
  }

  @PostMapping("/notices/settings")
  String choose(Principal who, @RequestParam Preference preference, RedirectAttributes next) {
    if (!possible(routes.reach(who.getName())).contains(preference)) {
      throw new ResponseStatusException(HttpStatus.CONFLICT);
    }
    preferences.choose(who.getName(), preference);
    next.addFlashAttribute("done", "notice.settings.saved");
    return "redirect:/notices/settings";
  }

  @GetMapping("/notices/deliveries")
  String deliveries(Principal who, Model model) {
    requireDigitalOffice(who);
    model.addAttribute("connected", properties.isConnected());
    model.addAttribute("counts", deliveries.count());
    List<Delivery> failed = deliveries.in(Delivery.State.FAILED, SHOWN);
    List<Delivery> waiting = deliveries.in(Delivery.State.WAITING, SHOWN);
    model.addAttribute("failed", failed);
    model.addAttribute("waiting", waiting);
    model.addAttribute("names", names(Stream.concat(failed.stream(), waiting.stream())));
    return "notice/deliveries";
  }

  @PostMapping("/notices/deliveries/{id}/again")
  String again(Principal who, @PathVariable String id, RedirectAttributes next) {
    requireDigitalOffice(who);
    if (!deliveries.again(id)) {
      throw new ResponseStatusException(HttpStatus.CONFLICT);
    }
    next.addFlashAttribute("done", "notice.deliveries.again.done");
    return "redirect:/notices/deliveries";
  }

  /** People's names by user id. */
  private Map<String, String> names(Stream<Delivery> shown) {
    Map<String, String> names = new HashMap<>();
    shown
        .filter(delivery -> delivery.way() == Way.MAIL)
        .map(Delivery::recipient)
        .distinct()
        .forEach(
            userId ->
                directory
                    .person(userId)
                    .ifPresent(person -> names.put(userId, person.displayName())));
    return names;
  }

  private static List<Preference> possible(Reach reach) {
    return Arrays.stream(Preference.values())
        .filter(each -> Routes.isPossible(each, reach.channel(), reach.mailAddress()))
        .toList();
  }

  private void requireDigitalOffice(Principal who) {
    if (!isDigitalOffice(who.getName())) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
  }

  private boolean isDigitalOffice(String userId) {
    return directory.assignmentsOf(userId, LocalDate.now(clock)).stream()
        .anyMatch(held -> held.role() == Role.DIGITAL_OFFICE);
  }
}
