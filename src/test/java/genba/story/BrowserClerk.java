package genba.story;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import genba.testing.Chromium;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Works in Tasklist's pages, every person in a session of their own. */
final class BrowserClerk implements Clerk {

  private static final int TIMEOUT_MS = 60_000;

  private final HubProcess hub;
  private final Chromium chromium;
  private final Path screenshots;
  private final Map<String, Page> pages = new HashMap<>();

  BrowserClerk(HubProcess hub, Chromium chromium, Path screenshots) {
    this.hub = hub;
    this.chromium = chromium;
    this.screenshots = screenshots;
  }

  @Override
  public void propose(String userId, Map<String, Object> fields) {
    Page page = tasklist(userId);
    page.navigate(hub.tasklist("/tasklist/processes").toString());
    Locator introduction = button(page, "Continue");
    introduction.waitFor();
    introduction.click();
    page.locator("div")
        .filter(
            new Locator.FilterOptions().setHasText(Pattern.compile("^.*improvement-lifecycle.*$")))
        .locator("button:has-text('Start process')")
        .first()
        .click();
    // Tasklist goes on to the first task by itself, which has a form too.
    Locator form = page.locator("[role=dialog] .fjs-form");
    form.waitFor();
    fill(page, FormFile.load("propose-improvement"), fields);
    shoot(page, "tasklist-start-form");
    page.locator("[role=dialog] button:has-text('Start process')").last().click();
    form.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  @Override
  public void complete(String userId, OpenTask task, String form, Map<String, Object> fields) {
    Page page = open(userId, task);
    Locator assign = button(page, "Assign to me");
    assign.click();
    button(page, "Unassign").waitFor();
    fill(page, FormFile.load(form), fields);
    shoot(page, "tasklist-" + form);
    button(page, "Complete Task").click();
    button(page, "Unassign")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  @Override
  public String read(String userId, OpenTask task) {
    Page page = open(userId, task);
    return page.locator(".fjs-form").innerText();
  }

  private Page open(String userId, OpenTask task) {
    Page page = tasklist(userId);
    page.navigate(hub.tasklist("/tasklist/" + task.key()).toString());
    page.locator(".fjs-form").waitFor();
    return page;
  }

  /** Fills the fields that are there; text fields are left before the next, as a person does. */
  private static void fill(Page page, FormFile form, Map<String, Object> fields) {
    fields.forEach(
        (key, value) -> {
          FormFile.Field field = form.field(key);
          Locator input = page.locator(".fjs-form [id$='-%s']".formatted(field.id()));
          switch (field.type()) {
            case "select" -> {
              page.locator(".fjs-form [id$='-%s-display']".formatted(field.id())).click();
              page.locator(".fjs-dropdownlist-item")
                  .getByText(label(field, value), exactly())
                  .click();
            }
            case "radio" ->
                page.locator(".fjs-form-field-radio:has([id*='-%s'])".formatted(field.id()))
                    .getByText(label(field, value), exactly())
                    .click();
            case "checkbox" -> input.setChecked(Boolean.TRUE.equals(value));
            default -> {
              input.fill(String.valueOf(value));
              input.blur();
            }
          }
        });
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static String label(FormFile.Field field, Object value) {
    String label = field.options().get(String.valueOf(value));
    if (label == null) {
      throw new AssertionError("'%s' is no option of %s".formatted(value, field));
    }
    return label;
  }

  private Page tasklist(String userId) {
    return pages.computeIfAbsent(userId, this::login);
  }

  private Page login(String userId) {
    Page page = newPage();
    page.navigate(hub.tasklist("/tasklist/login").toString());
    page.locator("input[name=username]").fill(userId);
    page.locator("input[name=password]").fill("genba");
    page.locator("button[type=submit]").click();
    page.waitForURL(Pattern.compile(".*/tasklist/?$"));
    return page;
  }

  private Page newPage() {
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("ja-JP"));
    context.setDefaultTimeout(TIMEOUT_MS);
    return context.newPage();
  }

  /** A page of the hub, as the person sees it after the login. */
  String hubPage(String userId, String path, String screenshot) {
    Page page = pages.computeIfAbsent("hub " + userId, key -> hubLogin(userId));
    page.navigate(hub.page(path).toString());
    shoot(page, screenshot);
    return page.locator("main").innerText();
  }

  private Page hubLogin(String userId) {
    Page page = newPage();
    page.navigate(hub.page("/login").toString());
    page.locator("input[name=username]").fill(userId);
    page.locator("input[name=password]").fill("genba");
    page.locator("main button[type=submit]").first().click();
    page.waitForURL(Pattern.compile("^(?!.*/login).*$"));
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }

  private void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(screenshots.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    chromium.close();
  }
}
