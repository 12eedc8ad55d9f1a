package genba.connector.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputXmlTest {

  @TempDir Path folder;

  @Test
  void readsVersion4() throws IOException {
    OutputXml output =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <robot rpa="true" generator="Robot 4.1.2 (Jython 2.7.2)" schemaversion="2" generated="20261123 10:43:52.631">
            <suite source="/bots/x" name="X" id="s1">
            <test name="登録する" id="s1-t1">
            <kw name="一件を処理する"><status status="FAIL" starttime="20261123 10:43:52.785" endtime="20261123 10:43:52.809"/></kw>
            <status status="FAIL" starttime="20261123 10:43:52.785" endtime="20261123 10:43:52.809">台帳が停止しています</status>
            </test>
            <test name="報告する" id="s1-t2">
            <kw name="Log"><status status="PASS"/></kw>
            <status status="PASS" starttime="20261123 10:43:52.785" endtime="20261123 10:43:52.809"/>
            </test>
            <status status="FAIL" starttime="20261123 10:43:52.785" endtime="20261123 10:43:52.809"/>
            </suite>
            <statistics/><errors/>
            </robot>
            """);

    assertThat(output).isEqualTo(new OutputXml(true, 1, 1, 0, "台帳が停止しています"));
  }

  @Test
  void readsVersion7() throws IOException {
    OutputXml output =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <robot generator="Robot 7.3 (Python 3.13 on linux)" generated="2026-11-23T10:43:52.631" rpa="true" schemaversion="5">
            <suite id="s1" name="X" source="/bots/x">
            <test id="s1-t1" name="A" line="3">
            <for flavor="IN"><iter><kw name="K"><status status="PASS" start="2026-11-23T10:43:52" elapsed="0.1"/></kw>
            <status status="PASS" start="2026-11-23T10:43:52" elapsed="0.1"/></iter><status status="PASS" start="2026-11-23T10:43:52" elapsed="0.1"/></for>
            <status status="PASS" start="2026-11-23T10:43:52" elapsed="0.2"/>
            </test>
            <test id="s1-t2" name="B" line="9"><status status="SKIP" start="2026-11-23T10:43:52" elapsed="0">later</status></test>
            <status status="PASS" start="2026-11-23T10:43:52" elapsed="0.3"/>
            </suite>
            <statistics/><errors/>
            </robot>
            """);

    assertThat(output).isEqualTo(new OutputXml(true, 1, 0, 1, ""));
  }

  @Test
  void aBrokenOffFileIsNotComplete() throws IOException {
    OutputXml output =
        read("<robot><suite><test><status status=\"PASS\"/></test><test><kw name=\"Lo");

    assertThat(output).isEqualTo(new OutputXml(false, 1, 0, 0, ""));
  }

  @Test
  void aMissingFileIsNotComplete() throws IOException {
    assertThat(OutputXml.read(folder.resolve("none.xml")).complete()).isFalse();
  }

  @Test
  void anExternalEntityIsNotRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "top secret");

    OutputXml output =
        read(
            """
            <?xml version="1.0"?>
            <!DOCTYPE robot [<!ENTITY secret SYSTEM "%s">]>
            <robot><suite><test><status status="FAIL">&secret;</status></test></suite></robot>
            """
                .formatted(secret.toUri()));

    assertThat(output.complete()).isFalse();
    assertThat(output.firstFailure()).isEmpty();
  }

  @Test
  void anEntityBombIsNotUnfolded() throws IOException {
    OutputXml output =
        read(
            """
            <!DOCTYPE robot [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
            <robot><suite><test><status status="FAIL">&c;&c;</status></test></suite></robot>
            """);

    assertThat(output).isEqualTo(new OutputXml(false, 0, 0, 0, ""));
  }

  private OutputXml read(String text) throws IOException {
    return OutputXml.read(Files.writeString(folder.resolve("output.xml"), text));
  }
}
