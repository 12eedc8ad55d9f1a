package genba.directory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Departments and people for other systems. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "directory", description = "Departments, people and their roles")
class DirectoryApi {

  private final Directory directory;
  private final DirectoryImport directoryImport;
  private final DigitalOffice digitalOffice;
  private final ProblemTexts texts;
  private final Clock clock;

  DirectoryApi(
      Directory directory,
      DirectoryImport directoryImport,
      DigitalOffice digitalOffice,
      ProblemTexts texts,
      Clock clock) {
    this.directory = directory;
    this.directoryImport = directoryImport;
    this.digitalOffice = digitalOffice;
    this.texts = texts;
    this.clock = clock;
  }

  record HeldRole(Role role, String departmentCode, String departmentName) {}

  record PersonView(
      String userId, String name, String email, boolean sample, List<HeldRole> roles) {}

  /**
   * @param before empty for a new row
   */
  record ChangeView(DirectoryFile file, int line, String key, String before, String after) {}

  /**
   * @param applied whether the directory was changed
   */
  record ImportView(
      boolean applied,
      int added,
      int changed,
      int unchanged,
      List<ChangeView> changes,
      List<ProblemTexts.ProblemView> problems) {}

  @GetMapping("/departments")
  @Operation(
      operationId = "listDepartments",
      summary = "Bureaus and sections of a day, today without one")
  List<Department> departments(
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate on) {
    LocalDate day = on == null ? LocalDate.now(clock) : on;
    return Stream.concat(directory.bureaus(day).stream(), directory.sections(day).stream())
        .toList();
  }

  @GetMapping("/people/{id}")
  @Operation(operationId = "getPerson", summary = "A person with the roles of today")
  PersonView person(@PathVariable String id) {
    LocalDate today = LocalDate.now(clock);
    return directory
        .person(id)
        .map(
            person ->
                new PersonView(
                    person.userId(),
                    person.name(),
                    person.email(),
                    person.sample(),
                    directory.assignmentsOf(id, today).stream()
                        .map(
                            held ->
                                new HeldRole(
                                    held.role(),
                                    held.departmentCode(),
                                    directory.nameOn(held.departmentCode(), today)))
                        .toList()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** 422 with the problems where a line cannot be taken over; nothing is changed then. */
  @PostMapping(path = "/directory/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      operationId = "importDirectory",
      summary = "Takes CSV files into the directory, all rows or none")
  ResponseEntity<ImportView> imports(
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestPart(required = false) @Nullable MultipartFile departments,
      @RequestPart(required = false) @Nullable MultipartFile people,
      @RequestPart(required = false) @Nullable MultipartFile assignments,
      Authentication sender,
      Locale locale)
      throws IOException {
    digitalOffice.require(sender.getName());
    Map<DirectoryFile, byte[]> files = ImportPages.uploaded(departments, people, assignments);
    if (files.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    ImportResult result =
        dryRun ? directoryImport.dryRun(files) : directoryImport.run(files, sender.getName());
    HttpStatus status =
        result.problems().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    return ResponseEntity.status(status)
        .body(
            new ImportView(
                result.applied(),
                result.added(),
                result.changed(),
                result.unchanged(),
                result.changes().stream()
                    .map(
                        change ->
                            new ChangeView(
                                change.file(),
                                change.line(),
                                change.key(),
                                change.before(),
                                change.after()))
                    .toList(),
                result.problems().stream().map(problem -> texts.view(problem, locale)).toList()));
  }
}
