package genba.web;

import genba.notice.Notices;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** What a person must hear of. */
@Controller
class NoticesPage {

  private static final int SHOWN = 100;

  private final Notices notices;

  NoticesPage(Notices notices) {
    this.notices = notices;
  }

  @GetMapping("/notices")
  String notices(Principal who, Model model) {
    model.addAttribute("notices", notices.of(who.getName(), SHOWN));
    return "web/notices";
  }

  @PostMapping("/notices/read")
  String read(Principal who) {
    notices.markRead(who.getName());
    return "redirect:/notices";
  }
}
