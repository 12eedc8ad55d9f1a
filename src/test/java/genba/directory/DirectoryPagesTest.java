package genba.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.testing.PageTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

@PageTest
class DirectoryPagesTest {

  private static final String PEOPLE = "利用者ID,氏名,メールアドレス,見本\n";

  @Autowired private MockMvc mvc;
  @Autowired private Directory directory;

  @Test
  void showsBureausSectionsPeopleAndFormerNames() throws Exception {
    mvc.perform(get("/directory").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("全 21 部局 100 課")))
        .andExpect(content().string(containsString("デジタル行政戦略課")))
        .andExpect(content().string(containsString("情報政策課（2016-04-01～2021-03-31）")))
        .andExpect(content().string(containsString("ICT推進室")))
        .andExpect(content().string(containsString("リーダー不在")))
        .andExpect(content().string(not(containsString("/directory/import"))))
        .andExpect(content().string(not(containsString("??"))));
    mvc.perform(get("/directory").with(user("digital-0130")))
        .andExpect(content().string(containsString("/directory/import")));
  }

  @Test
  void findsByFormerNameAndSaysSoWhereNothingMatches() throws Exception {
    mvc.perform(get("/directory?q=情報政策").with(user("staff-0310")))
        .andExpect(content().string(containsString("1 部局 1 課")))
        .andExpect(content().string(containsString("デジタル行政戦略課")));
    mvc.perform(get("/directory?q=存在しない&lang=en").with(user("staff-0310")))
        .andExpect(content().string(containsString("No section or person matches")));
  }

  @Test
  void onlyTheDigitalOfficeImportsAndExports() throws Exception {
    mvc.perform(get("/directory/import").with(user("leader-0310")))
        .andExpect(status().isForbidden());
    mvc.perform(get("/directory/export/people.csv").with(user("leader-0310")))
        .andExpect(status().isForbidden());
    mvc.perform(
            multipart("/api/v1/directory/imports")
                .file(people("x,太郎,,\n", StandardCharsets.UTF_8))
                .with(user("leader-0310"))
                .with(csrf()))
        .andExpect(status().isForbidden());
    mvc.perform(get("/directory/export/people.csv").with(user("digital-0130")))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Disposition", containsString("people.csv")))
        .andExpect(content().contentTypeCompatibleWith("text/csv"));
  }

  @Test
  void anImportIsCheckedThenConfirmed() throws Exception {
    mvc.perform(get("/directory/import").with(user("digital-0130")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("内容を確かめる")));
    MockMultipartFile file = people("new-1,髙橋 花子,,\n", Charset.forName("windows-31j"));
    String carried = Base64.getEncoder().encodeToString(file.getBytes());
    mvc.perform(multipart("/directory/import").file(file).with(user("digital-0130")).with(csrf()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("追加 1 行、変更 0 行")))
        .andExpect(content().string(containsString("髙橋 花子")))
        .andExpect(content().string(containsString("value=\"" + carried)));
    assertThat(directory.person("new-1")).isEmpty();
    mvc.perform(
            post("/directory/import/confirm")
                .param("people", carried)
                .with(user("digital-0130"))
                .with(csrf()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("取り込みました")));
    assertThat(directory.person("new-1")).map(Person::name).contains("髙橋 花子");
  }

  @Test
  void problemsAreShownByLineAndColumn() throws Exception {
    mvc.perform(
            multipart("/directory/import")
                .file(people("a b,太郎,,\n", StandardCharsets.UTF_8))
                .with(user("digital-0130"))
                .with(csrf()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("誤りが 1 件あります")))
        .andExpect(content().string(containsString("1列目「利用者ID」")))
        .andExpect(content().string(not(containsString("この内容を反映する"))));
    mvc.perform(multipart("/directory/import").with(user("digital-0130")).with(csrf()))
        .andExpect(content().string(containsString("ファイルが選ばれていません")));
  }

  @Test
  void theApiImportsByDryRunFirst() throws Exception {
    mvc.perform(
            multipart("/api/v1/directory/imports?dryRun=true")
                .file(people("api-1,太郎,,\n", StandardCharsets.UTF_8))
                .with(httpBasic("digital-0130", "genba")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.applied").value(false))
        .andExpect(jsonPath("$.added").value(1));
    mvc.perform(
            multipart("/api/v1/directory/imports")
                .file(people("a b,太郎,,\n", StandardCharsets.UTF_8))
                .with(httpBasic("digital-0130", "genba"))
                .header("Accept-Language", "en"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.problems[0].line").value(2))
        .andExpect(jsonPath("$.problems[0].message").value(containsString("cannot be used")));
  }

  @Test
  void theApiReadsDepartmentsOfADayAndPeople() throws Exception {
    mvc.perform(get("/api/v1/departments?on=2021-03-31").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[?(@.code == '0130')].name").value("情報政策課"));
    mvc.perform(get("/api/v1/people/leader-0310").with(user("staff-0310")))
        .andExpect(jsonPath("$.sample").value(true))
        .andExpect(jsonPath("$.roles[0].departmentName").value("市民課"));
    mvc.perform(get("/api/v1/people/none").with(user("staff-0310")))
        .andExpect(status().isNotFound());
  }

  private static MockMultipartFile people(String rows, Charset charset) {
    return new MockMultipartFile(
        "people", "people.csv", "text/csv", (PEOPLE + rows).getBytes(charset));
  }
}
