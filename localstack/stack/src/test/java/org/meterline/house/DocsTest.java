package org.meterline.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say about the house is so. */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `(org\\.meterline[a-z.]*)` \\|");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:final |abstract |sealed |non-sealed )*(?:class|record|interface|enum|@interface) ");
    private static final Pattern DOCUMENTED = Pattern.compile("(?s)^.*\\*/\\s*(?:@\\w+(?:\\(.*?\\))?\\s*)*$");

    @Test
    void every_link_leads_somewhere() {
        var broken = new ArrayList<String>();
        for (var page : House.files(path -> path.toString().endsWith(".md"))) {
            var links = LINK.matcher(House.text(page));
            while (links.find()) {
                var target = links.group(1);
                if (!target.contains(":") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(House.root().relativize(page) + " -> " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void the_architecture_page_names_exactly_the_packages_that_exist() {
        var drawn = new TreeSet<String>();
        var rows = PACKAGE_ROW.matcher(House.text(House.root().resolve("docs/architecture.md")));
        while (rows.find()) {
            drawn.add(rows.group(1));
        }

        assertThat(drawn).containsExactlyElementsOf(new TreeSet<>(packages()));
    }

    @Test
    void every_decision_is_listed() {
        var list = House.text(House.root().resolve("docs/decisions/README.md"));

        assertThat(House.files(path -> path.getParent().endsWith("decisions")))
                .map(path -> path.getFileName().toString())
                .filteredOn(name -> !name.equals("README.md"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(list).contains("(" + name + ")"));
    }

    @Test
    void every_public_type_says_what_it_is() {
        var silent = sources().stream()
                .filter(path -> isSilent(House.text(path)))
                .map(path -> House.root().relativize(path))
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void a_public_type_without_a_word_would_be_found() {
        assertThat(isSilent("package x;\n\nimport y.Z;\n\npublic final class Quiet {}\n"))
                .isTrue();
        assertThat(isSilent("package x;\n\n/** Says it. */\n@Singleton\npublic final class Loud {}\n"))
                .isFalse();
        assertThat(isSilent("package x;\n\nfinal class Private {}\n")).isFalse();
    }

    private static boolean isSilent(String source) {
        var type = PUBLIC_TYPE.matcher(source);
        return type.find()
                && !DOCUMENTED.matcher(source.substring(0, type.start())).matches();
    }

    private static List<Path> sources() {
        return House.files(path -> path.toString().endsWith(".java")
                && path.toString().contains("/src/main/java/")
                && !path.endsWith("package-info.java"));
    }

    private static List<String> packages() {
        return House.files(path ->
                        path.endsWith("package-info.java") && path.toString().contains("/src/main/java/"))
                .stream()
                .map(path -> path.getParent().toString())
                .map(path -> path.substring(path.indexOf("/src/main/java/") + "/src/main/java/".length())
                        .replace('/', '.'))
                .toList();
    }
}
