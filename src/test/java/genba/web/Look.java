package genba.web;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/** How pages are looked at. */
enum Look {
  DESK_LIGHT(1280, 900, ColorScheme.LIGHT),
  DESK_DARK(1280, 900, ColorScheme.DARK),
  PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
  PHONE_DARK(390, 844, ColorScheme.DARK);

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Look(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  NewContextOptions options() {
    return new NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setLocale("ja-JP")
        .setTimezoneId("Asia/Tokyo");
  }

  String label() {
    return width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
  }
}
