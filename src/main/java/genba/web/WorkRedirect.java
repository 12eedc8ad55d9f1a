package genba.web;

import genba.engine.EngineAddresses;
import genba.engine.WorkList;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The way into Tasklist; the hub's own links stay the same wherever it runs. */
@Controller
class WorkRedirect {

  private final WorkList workList;
  private final EngineAddresses addresses;

  WorkRedirect(WorkList workList, EngineAddresses addresses) {
    this.workList = workList;
    this.addresses = addresses;
  }

  @GetMapping("/work")
  ResponseEntity<Void> all() {
    return to(addresses.tasklist());
  }

  @GetMapping("/work/{id}")
  ResponseEntity<Void> one(@PathVariable long id) {
    return to(workList.taskPage(id));
  }

  private static ResponseEntity<Void> to(URI page) {
    return ResponseEntity.status(HttpStatus.FOUND).location(page).build();
  }
}
