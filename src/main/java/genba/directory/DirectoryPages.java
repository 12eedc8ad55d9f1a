package genba.directory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The city's departments and people for everybody to read, and to take away as CSV. */
@Controller
class DirectoryPages {

  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private final CityChart chart;
  private final DirectoryExport export;
  private final DigitalOffice digitalOffice;
  private final Clock clock;

  DirectoryPages(
      CityChart chart, DirectoryExport export, DigitalOffice digitalOffice, Clock clock) {
    this.chart = chart;
    this.export = export;
    this.digitalOffice = digitalOffice;
    this.clock = clock;
  }

  @GetMapping("/directory")
  String directory(@RequestParam(defaultValue = "") String q, Authentication reader, Model model) {
    List<CityChart.Bureau> bureaus = chart.bureaus(LocalDate.now(clock), q.strip());
    model.addAttribute("q", q.strip());
    model.addAttribute("bureaus", bureaus);
    model.addAttribute(
        "sections", bureaus.stream().mapToInt(bureau -> bureau.sections().size()).sum());
    model.addAttribute(
        "withoutLeader",
        bureaus.stream()
            .flatMap(bureau -> bureau.sections().stream())
            .filter(CityChart.Unit::isWithoutLeader)
            .count());
    model.addAttribute("mayImport", digitalOffice.has(reader.getName()));
    return "directory/directory";
  }

  @GetMapping("/directory/export/{name}.csv")
  ResponseEntity<byte[]> export(@PathVariable String name, Authentication reader) {
    digitalOffice.require(reader.getName());
    for (DirectoryFile file : DirectoryFile.values()) {
      if (file.fileName().equals(name + ".csv")) {
        return ResponseEntity.ok()
            .contentType(CSV)
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file.fileName()).build().toString())
            .body(export.csv(file));
      }
    }
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
