package genba.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Takes connector files into service: all of them at the start, and what has changed on demand. A
 * broken file is listed with its problem and stops no other. The examples are run on demand only:
 * the start is not the moment to find out what a test has told before.
 */
@Component
class ConnectorLoader implements ConnectorLoading, CamelContextConfiguration {

  private static final Logger log = LoggerFactory.getLogger(ConnectorLoader.class);

  private final ConnectorFolder folder;
  private final Policies policies;
  private final Connections connections;
  private final ConnectionCheck connectionCheck;
  private final KameletLoading loading;
  private final ExampleCheck examples;
  private final KameletCatalogue catalogue;
  private final PublicKamelets publicKamelets;
  private final Guards guards;
  private final ApplicationEventPublisher events;

  private ConnectorFiles files = ConnectorFiles.NONE;

  /** By path of the file: what serves now, and why a change of it was refused. */
  private final SortedMap<String, LoadedKamelet> serving = new TreeMap<>();

  private final Map<String, FileProblem> refused = new TreeMap<>();
  private volatile List<FileProblem> problems = List.of();
  private @Nullable KameletRoutes routes;

  /** All that can be done without Camel is done while the rest of the hub starts. */
  private final CompletableFuture<Prepared> prepared;

  private record Prepared(ConnectorFiles files, List<KameletFile> kamelets) {}

  ConnectorLoader(
      ConnectorFolder folder,
      Policies policies,
      Connections connections,
      ConnectionCheck connectionCheck,
      KameletLoading loading,
      ExampleCheck examples,
      KameletCatalogue catalogue,
      PublicKamelets publicKamelets,
      Guards guards,
      ApplicationEventPublisher events) {
    this.folder = folder;
    this.policies = policies;
    this.connections = connections;
    this.connectionCheck = connectionCheck;
    this.loading = loading;
    this.examples = examples;
    this.catalogue = catalogue;
    this.publicKamelets = publicKamelets;
    this.guards = guards;
    this.events = events;
    this.prepared =
        CompletableFuture.supplyAsync(
            () -> {
              ConnectorFiles found = ConnectorFiles.read(folder, false);
              List<KameletFile> checked = new ArrayList<>();
              found.kamelets().forEach((path, text) -> checked.add(loading.check(path, text)));
              return new Prepared(found, checked);
            },
            Thread.ofPlatform().daemon().name("connector-check")::start);
    prepared.thenRun(publicKamelets::files);
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    // The routes are loaded once Camel runs: each is tried out, and one that fails must not stop
    // Camel.
  }

  @Override
  public synchronized void afterApplicationStart(CamelContext camel) {
    // The gateway alone decides what a failure means, and logs it once.
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    KameletRoutes made = new KameletRoutes(camel);
    routes = made;
    publicKamelets.use(made);
    Prepared ready = prepared.join();
    files = ready.files();
    connections.use(connectionFiles(files, ConnectorFiles.NONE, new ArrayList<>()));
    ready.kamelets().forEach(file -> serving.put(file.path(), loading.load(made, file)));
    serve();
    problems.forEach(problem -> log.error("Connector cannot be used: {}", problem.inEnglish()));
    log.info("{} connectors loaded from {}, {} broken", serving.size(), folder, problems.size());
  }

  /** What is wrong with the files, whether something older serves in their place or not. */
  List<FileProblem> problems() {
    return problems;
  }

  @Override
  public synchronized Report checkAndLoad() {
    ConnectorFiles before = files;
    ConnectorFiles now = ConnectorFiles.read(folder, true);
    List<FileReport> news = new ArrayList<>();
    Locale locale = LocaleContextHolder.getLocale();

    refused.clear();
    policies(before, now, news, locale);
    Map<String, ConnectionFile> used = new HashMap<>(connections.files());
    connections.use(tried(before, now, news, locale));
    boolean connectionsChanged = !used.equals(connections.files());
    boolean changed = kamelets(before, now, news, locale);
    files = now;
    serve();
    guards.renew();
    if (changed || connectionsChanged) {
      events.publishEvent(new ConnectorsLoaded());
    }
    news.sort(Comparator.comparing(FileReport::file));
    news.stream()
        .filter(file -> file.what() == What.REFUSED)
        .forEach(
            file -> log.warn("Refused: {}, line {}: {}", file.file(), file.line(), file.reason()));
    log.info("Connectors checked: {} files, {} with news", now.count(), news.size());
    return new Report(now.count(), List.copyOf(news));
  }

  private void serve() {
    Map<String, LoadedKamelet> byName = new TreeMap<>();
    serving.values().forEach(kamelet -> byName.put(kamelet.file().connector().name(), kamelet));
    catalogue.serve(byName);
    Map<String, FileProblem> all = new TreeMap<>(refused);
    policies.problems().forEach(problem -> all.put(problem.file(), problem));
    serving.forEach(
        (path, kamelet) -> {
          FileProblem fault = kamelet.file().fault();
          if (fault != null) {
            all.putIfAbsent(path, fault);
          }
        });
    problems = List.copyOf(all.values());
  }

  private void policies(
      ConnectorFiles before, ConnectorFiles now, List<FileReport> news, Locale locale) {
    policies.readAgain();
    Map<String, FileProblem> wrong = new HashMap<>();
    policies.problems().forEach(problem -> wrong.put(problem.file(), problem));
    tell(before.policies(), now.policies(), wrong, news, locale);
  }

  /** Connection files that may be used; a broken one leaves what was used before. */
  private Map<String, ConnectionFile> connectionFiles(
      ConnectorFiles now, ConnectorFiles before, List<FileProblem> wrong) {
    Map<String, ConnectionFile> found = new LinkedHashMap<>();
    now.connections()
        .forEach(
            (path, text) -> {
              String system = ConnectorFiles.systemOf(path);
              FileProblem problem = problemOfConnection(path, text);
              ConnectionFile old =
                  before.connections().isEmpty() ? null : connections.files().get(system);
              if (problem == null) {
                found.put(
                    system,
                    ConnectionFile.read(
                        system, system + ConnectionFile.SUFFIX, Objects.requireNonNull(text)));
              } else {
                wrong.add(problem);
                refused.put(path, problem);
                found.put(
                    system, old == null ? ConnectionFile.broken(system, problem.inEnglish()) : old);
              }
            });
    return found;
  }

  private @Nullable FileProblem problemOfConnection(String path, @Nullable String text) {
    if (text == null) {
      return FileProblem.at(path, 0, "unreadable");
    }
    try {
      List<FileProblem> found =
          connectionCheck.problems(
              YamlText.read(path, text), ConnectorFiles.systemOf(path), policies.names());
      return found.isEmpty() ? null : found.getFirst();
    } catch (YamlText.Unreadable e) {
      return e.problem();
    }
  }

  /** A changed connection file counts only where the connectors in service go on with it. */
  private Map<String, ConnectionFile> tried(
      ConnectorFiles before, ConnectorFiles now, List<FileReport> news, Locale locale) {
    List<FileProblem> wrong = new ArrayList<>();
    Map<String, ConnectionFile> candidates = connectionFiles(now, before, wrong);
    Map<String, FileProblem> problems = new HashMap<>();
    wrong.forEach(problem -> problems.put(problem.file(), problem));
    Map<String, ConnectionFile> old = connections.files();
    now.connections()
        .forEach(
            (path, text) -> {
              String system = ConnectorFiles.systemOf(path);
              if (problems.containsKey(path)
                  || !old.containsKey(system)
                  || Objects.equals(text, before.connections().get(path))) {
                return;
              }
              FileProblem failing =
                  failing(system, Objects.requireNonNull(candidates.get(system)), before, now);
              if (failing != null) {
                FileProblem problem = new FileProblem(path, 0, failing.key(), failing.arguments());
                problems.put(path, problem);
                refused.put(path, problem);
                candidates.put(system, Objects.requireNonNull(old.get(system)));
              }
            });
    tell(before.connections(), now.connections(), problems, news, locale);
    return candidates;
  }

  private @Nullable FileProblem failing(
      String system, ConnectionFile candidate, ConnectorFiles before, ConnectorFiles now) {
    Map<String, ExampleFile> own = ExampleCheck.read(now.examplesOf(system), new ArrayList<>());
    for (Map.Entry<String, LoadedKamelet> entry : serving.entrySet()) {
      String path = entry.getKey();
      boolean unchanged = Objects.equals(before.kamelets().get(path), now.kamelets().get(path));
      if (ConnectorFiles.systemOf(path).equals(system)
          && unchanged
          && entry.getValue().file().sound()) {
        FileProblem problem = examples.problem(entry.getValue(), candidate, own);
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }

  /** Whether what serves is not the same as before. */
  private boolean kamelets(
      ConnectorFiles before, ConnectorFiles now, List<FileReport> news, Locale locale) {
    Map<String, FileProblem> wrong = new HashMap<>();
    Map<String, Map<String, ExampleFile>> ofSystem = new HashMap<>();
    List<FileProblem> wrongExamples = new ArrayList<>();
    boolean changed = false;
    for (Map.Entry<String, @Nullable String> entry : now.kamelets().entrySet()) {
      String path = entry.getKey();
      LoadedKamelet old = serving.get(path);
      boolean same =
          old != null && old.file().sound() && old.file().text().equals(entry.getValue());
      String system = ConnectorFiles.systemOf(path);
      Map<String, ExampleFile> own =
          ofSystem.computeIfAbsent(
              system, name -> ExampleCheck.read(now.examplesOf(name), wrongExamples));
      if (same) {
        if (!now.examplesOf(system).equals(before.examplesOf(system))) {
          FileProblem failing =
              examples.problem(Objects.requireNonNull(old), connections.files().get(system), own);
          if (failing != null) {
            wrongExamples.add(
                new FileProblem(
                    system + "/examples/" + failing.arguments().getFirst(),
                    0,
                    failing.key(),
                    failing.arguments()));
          }
        }
        continue;
      }
      changed |= take(path, entry.getValue(), old, own, wrong);
    }
    for (String path : List.copyOf(serving.keySet())) {
      if (!now.kamelets().containsKey(path)) {
        Objects.requireNonNull(serving.remove(path)).unload();
        changed = true;
      }
    }
    tell(before.kamelets(), now.kamelets(), wrong, news, locale);
    Map<String, FileProblem> wrongExample = new HashMap<>();
    wrongExamples.forEach(problem -> wrongExample.put(problem.file(), problem));
    if (!before.examples().isEmpty()) {
      tell(before.examples(), now.examples(), wrongExample, news, locale);
    } else {
      tell(now.examples(), now.examples(), wrongExample, news, locale);
    }
    return changed;
  }

  /** A new or changed file serves from now on, or what served before goes on serving. */
  private boolean take(
      String path,
      @Nullable String text,
      @Nullable LoadedKamelet old,
      Map<String, ExampleFile> own,
      Map<String, FileProblem> wrong) {
    LoadedKamelet fresh = loading.load(Objects.requireNonNull(routes), path, text);
    FileProblem problem = fresh.file().fault();
    if (problem == null) {
      problem =
          examples.problem(fresh, connections.files().get(ConnectorFiles.systemOf(path)), own);
    }
    if (problem == null) {
      serving.put(path, fresh);
      if (old != null) {
        old.unload();
      }
      return true;
    }
    wrong.put(path, problem);
    refused.put(path, problem);
    fresh.unload();
    if (old == null || !old.file().sound()) {
      serving.put(
          path,
          new LoadedKamelet(fresh.file().broken(problem), null, Objects.requireNonNull(routes)));
      return true;
    }
    return false;
  }

  /** Adds what a user wants to hear about a kind of files. */
  private static void tell(
      Map<String, @Nullable String> before,
      Map<String, @Nullable String> now,
      Map<String, FileProblem> wrong,
      List<FileReport> news,
      Locale locale) {
    now.forEach(
        (path, text) -> {
          FileProblem problem = wrong.get(path);
          if (problem != null) {
            news.add(new FileReport(path, What.REFUSED, problem.line(), problem.reason(locale)));
          } else if (!before.containsKey(path)) {
            news.add(new FileReport(path, What.ADDED, 0, null));
          } else if (!Objects.equals(before.get(path), text)) {
            news.add(new FileReport(path, What.CHANGED, 0, null));
          }
        });
    before.keySet().stream()
        .filter(path -> !now.containsKey(path))
        .forEach(path -> news.add(new FileReport(path, What.REMOVED, 0, null)));
  }
}
