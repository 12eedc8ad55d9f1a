package genba.connector.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.BotResult;
import genba.connector.BotResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFileTest {

  private static final BotResult DONE = new BotResult("1", Outcome.DONE, "");

  @TempDir private Path folder;

  @Test
  void aMarkAndFurtherColumnsDoNoHarm() throws IOException {
    assertThat(read("\uFEFFitem,outcome,reason,row\n1,DONE,,7\n")).containsExactly(DONE);
  }

  @Test
  void aLineThatBreaksOffIsLeftOut() throws IOException {
    assertThat(read("item,outcome,reason\n1,DONE,\n2,REJ")).containsExactly(DONE);
    assertThat(read("item,outcome,reason\n1,DONE,\n2,REJECTED,\"no ")).containsExactly(DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "item,outc", "item,outcome\n1,DONE\n", "item,item\n1,1\n", "受付\n1\n"})
  void aFileOfAnotherShapeCountsNothing(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  private List<BotResult> read(String text) throws IOException {
    return ResultFile.read(Files.writeString(folder.resolve("result.csv"), text));
  }
}
