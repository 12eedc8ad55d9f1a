package genba.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/** Light, dark, or as the device has it; kept in a cookie so that no page flashes. */
enum Theme {
  AUTO,
  LIGHT,
  DARK;

  private static final String COOKIE = "genba-theme";

  static List<String> names() {
    return Arrays.stream(values()).map(Theme::text).toList();
  }

  String text() {
    return switch (this) {
      case AUTO -> "auto";
      case LIGHT -> "light";
      case DARK -> "dark";
    };
  }

  static Theme of(HttpServletRequest request) {
    if (request.getAttribute(COOKIE) instanceof Theme chosen) {
      return chosen;
    }
    var cookie = WebUtils.getCookie(request, COOKIE);
    return named(cookie == null ? null : cookie.getValue()).orElse(AUTO);
  }

  private static Optional<Theme> named(@Nullable String text) {
    return Arrays.stream(values()).filter(theme -> theme.text().equals(text)).findAny();
  }

  /** Takes {@code ?theme=dark} on any page. */
  static final class Switch implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      named(request.getParameter("theme"))
          .ifPresent(
              theme -> {
                request.setAttribute(COOKIE, theme);
                ResponseCookie cookie =
                    ResponseCookie.from(COOKIE, theme.text())
                        .path("/")
                        .maxAge(Duration.ofDays(365))
                        .sameSite("Lax")
                        .httpOnly(true)
                        .build();
                response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
              });
      return true;
    }
  }
}
