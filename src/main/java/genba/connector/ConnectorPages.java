package genba.connector;

import genba.connector.ConnectorDetails.HealthCheck;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The catalogue, for the digital office only: it shows addresses and the texts of failures. */
@Controller
@RequestMapping("/connectors")
class ConnectorPages {

  private final ConnectorOverview overview;
  private final ConnectorInsight insight;
  private final ConnectorLoading loading;
  private final Examples examples;
  private final ElementTemplate template;

  ConnectorPages(
      ConnectorOverview overview,
      ConnectorInsight insight,
      ConnectorLoading loading,
      Examples examples,
      ElementTemplate template) {
    this.overview = overview;
    this.insight = insight;
    this.loading = loading;
    this.examples = examples;
    this.template = template;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String state,
      Model model) {
    ConnectorOverview.State wanted =
        Arrays.stream(ConnectorOverview.State.values())
            .filter(known -> known.name().equals(state))
            .findFirst()
            .orElse(null);
    List<ConnectorOverview.Group> groups = overview.groups(q.strip(), wanted);
    model.addAttribute("q", q.strip());
    model.addAttribute("state", wanted == null ? "" : wanted.name());
    model.addAttribute("states", ConnectorOverview.State.values());
    model.addAttribute("groups", groups);
    model.addAttribute("count", groups.stream().mapToInt(group -> group.lines().size()).sum());
    return "connector/connectors";
  }

  @GetMapping("/{name}")
  String one(
      @PathVariable String name,
      @RequestParam(required = false, name = "try") @Nullable String tried,
      Model model) {
    ConnectorDetails details = details(name);
    model.addAttribute("details", details);
    model.addAttribute("connector", details.connector());
    model.addAttribute("state", overview.state(details));
    String system = details.connector().system();
    try {
      SortedMap<String, ExampleFile> files = new TreeMap<>(examples.of(system));
      files.values().removeIf(example -> !example.call().connector().equals(name));
      model.addAttribute(
          "examples",
          files.entrySet().stream()
              .map(entry -> ExampleView.of(entry.getKey(), entry.getValue()))
              .toList());
      ExampleFile example = tried == null ? null : files.get(tried);
      if (tried != null && example != null && example.exchanges() != null) {
        ExampleRun run = examples.rehearse(system, example);
        model.addAttribute("tried", ExampleView.of(tried, run));
        model.addAttribute("differences", run.differences().stream().map(Masker::mask).toList());
      }
    } catch (IllegalArgumentException e) {
      model.addAttribute("examples", List.of());
      model.addAttribute("examplesProblem", String.valueOf(e.getMessage()));
    }
    return "connector/connector";
  }

  /** The connector's element template, for the folder of a Modeler. */
  @GetMapping("/{name}/template.json")
  ResponseEntity<byte[]> template(@PathVariable String name) {
    Connector connector = details(name).connector();
    if (connector.problem() != null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name + ".json").build().toString())
        .body(template.json(connector).getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/{name}/health")
  String health(
      @PathVariable String name, @RequestParam String connection, RedirectAttributes redirect) {
    boolean known =
        details(name).connections().stream().anyMatch(each -> each.name().equals(connection));
    if (!known) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    HealthCheck check = insight.check(connection);
    redirect.addFlashAttribute("checked", connection);
    redirect.addFlashAttribute("healthy", check.healthy());
    redirect.addFlashAttribute("healthReason", check.reason());
    redirect.addFlashAttribute("healthMillis", check.took().toMillis());
    return "redirect:/connectors/" + name;
  }

  @PostMapping("/load")
  String load(RedirectAttributes redirect) {
    redirect.addFlashAttribute("report", loading.checkAndLoad());
    return "redirect:/connectors/load";
  }

  /** What the last "check and load" of this browser found. */
  @GetMapping("/load")
  String loaded(Model model) {
    Map<String, Object> flashed = model.asMap();
    return flashed.containsKey("report") ? "connector/loaded" : "redirect:/connectors";
  }

  private ConnectorDetails details(String name) {
    return insight
        .details(name)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
