package genba.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import genba.testing.Chromium;
import genba.web.CityAtWork.Ids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every page as people see it: nothing serious for axe, nothing loaded from outside, no sideways
 * scrolling, every action within reach of the keyboard. Pictures are left in target/screenshots.
 */
class PagesIT extends RunningHub {

  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final int MOST_TABS = 80;

  private static Chromium chromium;
  private static @Nullable Ids ids;

  @Autowired private CityAtWork city;

  /** What the browser complained of, and what it asked others for. */
  private final List<String> complaints = new ArrayList<>();

  private BrowserContext context;

  @BeforeAll
  static void startChromium() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void closeContext() {
    if (context != null) {
      context.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void strangersSeeTheLogin(Look look) {
    Page page = open(look);
    see(page, look, "login", "/login");
    see(page, look, "login-wrong", "/login?error");
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void leaderWalksThroughTheHub(Look look) throws Exception {
    Page page = logIn(open(look), "leader-0310");
    Ids ids = ids();
    see(page, look, "home", "/");
    see(page, look, "notices", "/notices");
    see(page, look, "notice-settings", "/notices/settings");
    see(page, look, "improvements", "/improvements");
    see(page, look, "improvements-list", "/improvements?view=list");
    see(page, look, "propose", "/improvements/new");
    see(page, look, "improvement", "/improvements/" + ids.improvement());
    see(page, look, "automations", "/automations");
    see(page, look, "automation", "/automations/" + ids.automation());
    see(page, look, "schedule", "/automations/" + ids.automation() + "/schedule");
    see(page, look, "run", "/runs/" + ids.run());
    see(page, look, "gains", "/gains");
    see(page, look, "gains-department", "/gains/0310");
    see(page, look, "gains-improvement", "/gains/improvements/" + ids.improvement());
    see(page, look, "directory", "/directory");
    see(page, look, "not-found", "/no/such/page");
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void digitalOfficeSeesTheWholeCity(Look look) throws Exception {
    Page page = logIn(open(look), "digital-0130");
    ids();
    see(page, look, "home-digital-office", "/");
    see(page, look, "directory-import", "/directory/import");
    see(page, look, "notice-deliveries", "/notices/deliveries");
    see(page, look, "connectors", "/connectors");
    see(page, look, "connector", "/connectors/kintone-add-record");
    see(page, look, "connector-tried", "/connectors/uipath-start-run?try=start-run.json");
    see(page, look, "style-guide", "/style-guide");
  }

  @Test
  void everythingIsThereInEnglish() throws Exception {
    Page page = logIn(open(Look.DESK_LIGHT), "leader-0310");
    page.navigate(address("/?lang=en"));
    Ids ids = ids();
    see(page, Look.DESK_LIGHT, "home-english", "/");
    see(page, Look.DESK_LIGHT, "improvement-english", "/improvements/" + ids.improvement());
    see(page, Look.DESK_LIGHT, "gains-english", "/gains");
  }

  @Test
  void aScheduleIsSetByKeyboardOnATelephonesWidth() throws Exception {
    Page page = logIn(open(Look.PHONE_LIGHT), "leader-0310");
    String automation = "/automations/" + ids().automation();
    page.navigate(address(automation + "/schedule"));
    PlaywrightAssertions.assertThat(page.locator("#dayOfMonth")).isHidden();
    PlaywrightAssertions.assertThat(page.locator("#schedule-preview")).containsText("開始時刻を1つ以上");

    page.focus("#times");
    page.keyboard().type("9:00");
    page.keyboard().press("Tab");
    page.selectOption("#days", "DAY_OF_MONTH");
    PlaywrightAssertions.assertThat(page.locator("#dayOfMonth")).isVisible();
    page.keyboard().press("Tab");
    page.keyboard().type("31");
    page.keyboard().press("Tab");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("dayOff");
    page.selectOption("#dayOff", "PREVIOUS");
    PlaywrightAssertions.assertThat(page.locator("#schedule-preview"))
        .containsText("毎月31日 09:00（閉庁日に当たる場合は前の開庁日）");
    PlaywrightAssertions.assertThat(page.locator("#schedule-preview li")).hasCount(5);
    picture(page, "schedule-typed", Look.PHONE_LIGHT);
    page.focus("#dayOfMonth");
    page.keyboard().press("Enter");
    page.waitForURL(address(automation));
    PlaywrightAssertions.assertThat(page.locator("main")).containsText("毎月31日 09:00");
    see(page, Look.PHONE_LIGHT, "schedule-set", automation);
  }

  /** Made once for all looks. */
  private Ids ids() throws Exception {
    if (ids == null) {
      ids = city.begin(address(""));
    }
    return ids;
  }

  private Page open(Look look) {
    context = chromium.browser().newContext(look.options());
    context.route(
        url -> !url.startsWith(address("/")) && !url.startsWith("data:"),
        route -> {
          complaints.add("asks others: " + route.request().url());
          route.abort();
        });
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          boolean missingPage = message.text().contains("status of 404");
          if (message.type().equals("error") && !missingPage) {
            complaints.add("console: " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("script: " + error));
    return page;
  }

  private Page logIn(Page page, String userId) {
    page.navigate(address("/login"));
    page.click("[data-fill*='\"" + userId + "\"']");
    assertThat(page.inputValue("#username")).isEqualTo(userId);
    page.keyboard().press("Enter");
    page.waitForURL(address("/"));
    return page;
  }

  private void see(Page page, Look look, String name, String path) {
    Response response = page.navigate(address(path));
    assertThat(response.status())
        .as(name + " " + path)
        .isEqualTo(name.equals("not-found") ? 404 : 200);
    page.waitForFunction(
        "() => [...document.querySelectorAll('[data-chart]')].every(e => e.dataset.drawn)"
            + " && [...document.querySelectorAll('[data-bpmn-src]')]"
            + ".every(e => e.dataset.ready || e.hidden)");
    picture(page, name, look);

    assertThat(complaints).as(name).isEmpty();
    assertThat(seriousFor(page)).as(name + " for axe").isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
        .as(name + " scrolls sideways")
        .isEqualTo(false);
    if (look == Look.DESK_LIGHT) {
      everyActionIsWithinReach(page, name);
    }
  }

  private static void picture(Page page, String name, Look look) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(PICTURES.resolve(name + "-" + look.label() + ".png")));
  }

  private static List<String> seriousFor(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(PagesIT::described)
            .toList();
  }

  private static String described(Rule rule) {
    List<String> where =
        rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).toList();
    return rule.getImpact() + " " + rule.getId() + ": " + rule.getHelp() + " at " + where;
  }

  /**
   * Goes by Tab from the page's top: first the skip link, then every link of the header and every
   * button.
   */
  private static void everyActionIsWithinReach(Page page, String name) {
    page.evaluate(
        """
        () => {
          document.activeElement?.blur();
          window.getSelection()?.removeAllRanges();
          document.querySelectorAll(".site-nav a, main .button:not(:disabled)").forEach((e) => {
            if (e.checkVisibility()) e.dataset.reach = "no";
          });
        }
        """);
    page.locator("body").press("Tab");
    assertThat(page.evaluate("document.activeElement.className"))
        .as(name + ": the first Tab leads to the skip link")
        .isEqualTo("skip-link");
    for (int i = 0; i < MOST_TABS; i++) {
      page.keyboard().press("Tab");
      Object left =
          page.evaluate(
              """
              () => {
                const e = document.activeElement;
                if (e.dataset.reach) e.dataset.reach = "yes";
                return document.querySelectorAll("[data-reach=no]").length;
              }
              """);
      if (Integer.valueOf(0).equals(left)) {
        return;
      }
    }
    assertThat(page.locator("[data-reach=no]").allInnerTexts())
        .as(name + ": not reached by " + MOST_TABS + " times Tab")
        .isEmpty();
  }
}
