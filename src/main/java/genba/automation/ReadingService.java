package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.Reading.Field;
import genba.automation.Reading.Row;
import genba.automation.Reading.State;
import genba.connector.OcrReading;
import genba.connector.OcrReadings;
import genba.connector.OcrReadings.Place;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do with a reading, and what becomes of it. */
@Service
class ReadingService {

  private final ReadingRepository readings;
  private final OcrReadings files;
  private final AutomationAccess access;
  private final Texts texts;
  private final ReadingProperties properties;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ReadingService(
      ReadingRepository readings,
      OcrReadings files,
      AutomationAccess access,
      Texts texts,
      ReadingProperties properties,
      TransactionTemplate transactions,
      Clock clock) {
    this.readings = readings;
    this.files = files;
    this.access = access;
    this.texts = texts;
    this.properties = properties;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A reading, for the people of its department only: what was read is of people. */
  Reading forPerson(String reference, String user) {
    Reading reading =
        readings
            .find(reference)
            .orElseThrow(() -> texts.refused(Reason.NOT_FOUND, "refused.reading", reference));
    access.requireRun(user, reading.departmentCode());
    return reading;
  }

  List<Row> rows(Reading reading) {
    return readings.rows(reading.reference());
  }

  /**
   * Keeps what a person says the doubtful fields are; the page shows only some of them at a time.
   *
   * @param inputs texts by {@link Field#input()}
   */
  void save(String reference, String user, Map<String, String> inputs) {
    transactions.executeWithoutResult(
        _ -> {
          requireOpen(reference, user);
          readings.checked(reference, null, null);
          readings.rows(reference).stream()
              .flatMap(row -> row.doubtful().stream())
              .filter(field -> inputs.containsKey(field.input()))
              .forEach(
                  field -> check(reference, field, Objects.toString(inputs.get(field.input()))));
        });
  }

  private void check(String reference, Field field, String text) {
    if (text.length() > ReadingRepository.LONGEST_TEXT) {
      throw texts.refused(Reason.INVALID, "refused.readingText", ReadingRepository.LONGEST_TEXT);
    }
    readings.check(reference, field, text);
  }

  /** Says that everything was checked. */
  void finish(String reference, String user) {
    transactions.executeWithoutResult(
        _ -> {
          requireOpen(reference, user);
          int left = readings.unchecked(reference);
          if (left > 0) {
            throw texts.refused(Reason.WRONG_STATE, "refused.readingUnchecked", left);
          }
          readings.checked(reference, user, clock.instant());
        });
  }

  private void requireOpen(String reference, String user) {
    Reading reading = forPerson(reference, user);
    if (reading.state() != State.READ || reading.erasedAt() != null) {
      throw texts.refused(Reason.WRONG_STATE, "refused.readingState");
    }
  }

  /**
   * Keeps what the OCR read; once, however often it is told.
   *
   * @return false where its file is gone again
   */
  boolean imported(String reference) {
    Optional<OcrReading> read = files.of(reference);
    if (read.isPresent()) {
      transactions.executeWithoutResult(
          _ -> {
            if (readings.move(reference, State.READING, State.READ)) {
              readings.keep(reference, read.get());
            }
          });
    }
    return read.isPresent();
  }

  /** What a person must do before it can be handed over; empty where nothing speaks against it. */
  Optional<String> objection(Reading reading, String completedBy) {
    if (!reading.needsCheck()) {
      return Optional.empty();
    }
    if (completedBy.isBlank() || !access.mayRun(completedBy, reading.departmentCode())) {
      String department = access.name(reading.departmentCode());
      return Optional.of(texts.of("reading.again.person", department));
    }
    return reading.state() == State.READ && reading.checkedAt() == null
        ? Optional.of(texts.of("reading.again.unchecked"))
        : Optional.empty();
  }

  /**
   * Writes the checked CSV, or notes that people have entered the document.
   *
   * @return the file's name; empty where there is none
   * @throws IllegalStateException where the file is not the one that was checked
   */
  String handOver(Reading reading) {
    String reference = reading.reference();
    String file = "";
    if (reading.state() != State.FAILED) {
      OcrReading read =
          files
              .of(reference)
              .orElseThrow(
                  () -> new IllegalStateException("The file of " + reference + " is gone"));
      file = files.handOver(reference, corrections(reference, read));
    }
    readings.handedOver(
        reference,
        reading.state() == State.FAILED ? State.BY_HAND : State.HANDED_OVER,
        clock.instant());
    return file;
  }

  private Map<Place, String> corrections(String reference, OcrReading read) {
    Map<Place, String> corrections = new HashMap<>();
    for (Row row : readings.rows(reference)) {
      OcrReading.Row now =
          row.number() <= read.rows().size() ? read.rows().get(row.number() - 1) : null;
      for (Field field : row.fields()) {
        if (now == null
            || field.column() >= now.fields().size()
            || !Rows.shortened(
                    now.fields().get(field.column()).text(), ReadingRepository.LONGEST_TEXT)
                .equals(field.readText())) {
          throw new IllegalStateException(
              "The file of " + reference + " has changed since it was checked");
        }
        if (field.checkedText() != null) {
          corrections.put(
              new Place(row.number(), now.fields().get(field.column()).name()),
              field.checkedText());
        }
      }
    }
    return corrections;
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
  void erase() {
    var now = clock.instant();
    transactions.executeWithoutResult(
        _ ->
            readings.erase(
                now.minus(properties.retention()), now.minus(properties.abandonedAfter()), now));
  }
}
