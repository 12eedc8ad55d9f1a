package genba.connector;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;

@PageTest
class ConnectorPagesTest {

  private static final UserRequestPostProcessor DIGITAL_OFFICE =
      user("digital-0130").roles("DIGITAL_OFFICE");

  @Autowired private MockMvc mvc;

  @Test
  void theCatalogueIsForTheDigitalOffice() throws Exception {
    for (String path : new String[] {"/connectors", "/connectors/robot-framework-start-run"}) {
      mvc.perform(get(path).with(user("leader-0310").roles("LEADER")))
          .andExpect(status().isForbidden());
    }
    mvc.perform(get("/").with(user("leader-0310").roles("LEADER")))
        .andExpect(content().string(not(containsString("href=\"/connectors\""))));
    mvc.perform(get("/").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("href=\"/connectors\"")));
  }

  @Test
  void theListIsSearchedByWords() throws Exception {
    mvc.perform(get("/connectors").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("robot-framework-start-run")))
        .andExpect(content().string(containsString("Robot Framework")));
    mvc.perform(get("/connectors").param("q", "robot 起動").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("robot-framework-start-run")))
        .andExpect(content().string(not(containsString("robot-framework-cancel-run"))));
    mvc.perform(
            get("/connectors").param("q", "robot").param("state", "BROKEN").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("当てはまるコネクターはありません")));
  }

  @Test
  void aConnectorsPageSaysWhatItTakes() throws Exception {
    mvc.perform(get("/connectors/robot-framework-start-run").with(DIGITAL_OFFICE))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("ボットを起動する")))
        .andExpect(content().string(containsString("公開")))
        .andExpect(content().string(containsString("<code>input</code>")))
        .andExpect(content().string(containsString("CONNECTOR_REJECTED")));
    mvc.perform(get("/connectors/no-such-connector").with(DIGITAL_OFFICE))
        .andExpect(status().isNotFound());
  }

  @Test
  void theTemplateIsTakenAwayAsAFile() throws Exception {
    mvc.perform(get("/connectors/robot-framework-start-run/template.json").with(DIGITAL_OFFICE))
        .andExpect(status().isOk())
        .andExpect(
            header()
                .string(
                    "Content-Disposition",
                    "attachment; filename=\"robot-framework-start-run.json\""))
        .andExpect(jsonPath("$.id").value("jp.genba.robot-framework-start-run"));
  }

  @Test
  void aConnectionThatIsNotSetSaysWhatIsMissingAndHowToSetIt() throws Exception {
    mvc.perform(get("/connectors/uipath-start-run").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("接続が未設定")))
        .andExpect(content().string(containsString("genba.connector.connections.uipath.address")))
        .andExpect(
            content().string(containsString("GENBA_CONNECTOR_CONNECTIONS_UIPATH_CLIENTSECRET")));
    mvc.perform(
            post("/connectors/uipath-start-run/health")
                .param("connection", "uipath")
                .with(DIGITAL_OFFICE)
                .with(csrf()))
        .andExpect(redirectedUrl("/connectors/uipath-start-run"))
        .andExpect(flash().attribute("healthy", false));
    mvc.perform(
            post("/connectors/uipath-start-run/health")
                .param("connection", "kintone")
                .with(DIGITAL_OFFICE)
                .with(csrf()))
        .andExpect(status().isNotFound());
  }

  @Test
  void anExampleIsTriedWithoutTheSystem() throws Exception {
    mvc.perform(
            get("/connectors/uipath-start-run").param("try", "start-run.json").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("例のとおりに動きました")))
        .andExpect(content().string(containsString("UiPath.Server.Configuration.OData.StartJobs")));
  }
}
