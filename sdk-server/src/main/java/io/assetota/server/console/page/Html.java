package io.assetota.server.console.page;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.assetota.server.web.Exchange;
import java.util.Map;

/** Sends pages. Every value in a template is escaped for its place. */
public final class Html {
  /** A template with its page, which still needs an output. */
  @FunctionalInterface
  public interface Template {
    void render(HtmlTemplateOutput out, HtmlInterceptor interceptor);
  }

  /** Templates need one; ours adds nothing to tags. */
  private static final HtmlInterceptor NOTHING_TO_ADD =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
      };

  private Html() {}

  /** Answers with a page. */
  public static void send(Exchange exchange, int status, Template template) {
    StringOutput page = new StringOutput();
    template.render(new OwaspHtmlTemplateOutput(page), NOTHING_TO_ADD);
    exchange.send(status, "text/html; charset=utf-8", page.toString());
  }
}
