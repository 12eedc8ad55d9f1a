package genba.directory;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * Upload, look at what would change, confirm. Between the steps the files travel in the page, so
 * that any replica can take the next step; the second step checks everything again.
 */
@Controller
class ImportPages {

  /** More are no help to a reader; the next try shows the rest. */
  private static final int SHOWN = 200;

  private final DirectoryImport directoryImport;
  private final DigitalOffice digitalOffice;
  private final ProblemTexts texts;

  ImportPages(DirectoryImport directoryImport, DigitalOffice digitalOffice, ProblemTexts texts) {
    this.directoryImport = directoryImport;
    this.digitalOffice = digitalOffice;
    this.texts = texts;
  }

  /** A file on its way to the next step. */
  record CarriedFile(String name, String base64) {}

  /** A file that can be chosen. */
  record FileField(String name, DirectoryFile file, String headings) {}

  record ChangeView(String file, int line, String key, String before, String after) {}

  @ModelAttribute("files")
  List<FileField> files() {
    return Arrays.stream(DirectoryFile.values())
        .map(
            file ->
                new FileField(
                    file.name().toLowerCase(Locale.ROOT),
                    file,
                    file.columns().stream()
                        .map(DirectoryFile.Column::heading)
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  @GetMapping("/directory/import")
  String form(Authentication reader) {
    digitalOffice.require(reader.getName());
    return "directory/import";
  }

  @PostMapping("/directory/import")
  String check(
      @RequestParam(required = false) @Nullable MultipartFile departments,
      @RequestParam(required = false) @Nullable MultipartFile people,
      @RequestParam(required = false) @Nullable MultipartFile assignments,
      Authentication reader,
      Locale locale,
      Model model)
      throws IOException {
    digitalOffice.require(reader.getName());
    Map<DirectoryFile, byte[]> files = uploaded(departments, people, assignments);
    if (files.isEmpty()) {
      model.addAttribute("nothingChosen", true);
      return "directory/import";
    }
    show(directoryImport.dryRun(files), locale, model);
    model.addAttribute(
        "carried",
        files.entrySet().stream()
            .map(
                file ->
                    new CarriedFile(
                        file.getKey().name().toLowerCase(Locale.ROOT),
                        Base64.getEncoder().encodeToString(file.getValue())))
            .toList());
    return "directory/import-result";
  }

  @PostMapping("/directory/import/confirm")
  String confirm(
      @RequestParam Map<String, String> parameters,
      Authentication reader,
      Locale locale,
      Model model) {
    digitalOffice.require(reader.getName());
    Map<DirectoryFile, byte[]> files = carried(parameters);
    if (files.isEmpty()) {
      return "redirect:/directory/import";
    }
    show(directoryImport.run(files, reader.getName()), locale, model);
    model.addAttribute("carried", List.of());
    return "directory/import-result";
  }

  private void show(ImportResult result, Locale locale, Model model) {
    model.addAttribute("result", result);
    model.addAttribute(
        "problems",
        result.problems().stream()
            .limit(SHOWN)
            .map(problem -> texts.view(problem, locale))
            .toList());
    model.addAttribute(
        "changes",
        result.changes().stream()
            .limit(SHOWN)
            .map(
                change ->
                    new ChangeView(
                        texts.file(change.file(), locale),
                        change.line(),
                        change.key(),
                        change.before(),
                        change.after()))
            .toList());
    model.addAttribute("shown", SHOWN);
  }

  /** The chosen files; a browser sends an empty part where none was chosen. */
  static Map<DirectoryFile, byte[]> uploaded(
      @Nullable MultipartFile departments,
      @Nullable MultipartFile people,
      @Nullable MultipartFile assignments)
      throws IOException {
    Map<DirectoryFile, byte[]> files = new EnumMap<>(DirectoryFile.class);
    put(files, DirectoryFile.DEPARTMENTS, departments);
    put(files, DirectoryFile.PEOPLE, people);
    put(files, DirectoryFile.ASSIGNMENTS, assignments);
    return files;
  }

  private static void put(
      Map<DirectoryFile, byte[]> files, DirectoryFile file, @Nullable MultipartFile part)
      throws IOException {
    if (part != null && !part.isEmpty()) {
      files.put(file, part.getBytes());
    }
  }

  private static Map<DirectoryFile, byte[]> carried(Map<String, String> parameters) {
    Map<DirectoryFile, byte[]> files = new EnumMap<>(DirectoryFile.class);
    for (DirectoryFile file : DirectoryFile.values()) {
      String base64 = parameters.get(file.name().toLowerCase(Locale.ROOT));
      if (base64 != null) {
        try {
          files.put(file, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException noBase64) {
          throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "No file", noBase64);
        }
      }
    }
    return files;
  }
}
