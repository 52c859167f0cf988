package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {

    private static final String PHOTOS = """
            file,status,reading,alternatives,decimals,kind,country,source,licence,use,note
            a.jpg,readable,00257,00258|00259,0,water_drum,CN,one,none,measure,"a note, with a comma and ""quotes"" in it"
            b.jpg,readable,1234.5,,1,gas_drum,IT,two,CC BY 4.0,train,
            c.jpg,readable,12345,,,electricity_drum,TH,three,none,measure,
            d.jpg,unreadable,,,,water_drum,CN,one,none,measure,
            """;

    @TempDir
    private Path directory;

    @Test
    void a_label_accepts_its_alternatives_and_states_its_decimals() throws IOException {
        var labels = Labels.photos(file(PHOTOS), null);

        assertThat(labels).extracting(Label::file).containsExactly("a.jpg", "b.jpg", "c.jpg", "d.jpg");
        assertThat(texts(labels.get(0))).containsExactlyInAnyOrder("257", "258", "259");
        assertThat(texts(labels.get(1))).containsExactly("1234");
        assertThat(labels.get(1).decimal()).isEqualTo("1234.5");
        assertThat(labels.get(0).decimal()).isNull();
        assertThat(labels.get(3).readable()).isFalse();
    }

    @Test
    void where_the_last_wheel_may_be_a_decimal_both_readings_count() throws IOException {
        assertThat(texts(Labels.photos(file(PHOTOS), null).get(2))).containsExactlyInAnyOrder("12345", "1234");
    }

    @Test
    void only_what_may_be_used_so_is_taken() throws IOException {
        assertThat(Labels.photos(file(PHOTOS), "train"))
                .singleElement()
                .extracting(Label::file)
                .isEqualTo("b.jpg");
    }

    @Test
    void what_a_crop_shows_is_said_by_its_scope() throws IOException {
        var labels = Labels.crops(file("""
                file,text,alternatives,kind,country,upright,scope,source,licence,use,note
                a.jpg,00257,,water_drum,CN,yes,integer drums,one,none,measure,
                b.jpg,12345,,water_drum,RU,yes,all drums,two,none,measure,
                """), null);

        assertThat(labels.get(0).allDigits()).isFalse();
        assertThat(labels.get(1).allDigits()).isTrue();
    }

    @Test
    void a_part_has_the_same_share_from_every_source_and_is_the_same_each_time() throws IOException {
        var csv = new StringBuilder("file,status,reading,kind,country,source\n");
        for (var i = 0; i < 100; i++) {
            csv.append("w%02d.jpg,readable,1,water_drum,CN,one%n".formatted(i));
        }
        for (var i = 0; i < 6; i++) {
            csv.append("g%02d.jpg,readable,1,gas_drum,IT,two%n".formatted(i));
        }
        var labels = Labels.photos(file(csv.toString()), null);

        var part = Labels.balanced(labels, 10);

        assertThat(part.stream()
                        .collect(Collectors.groupingBy(label -> label.file().charAt(0), Collectors.counting())))
                .containsEntry('w', 5L)
                .containsEntry('g', 5L);
        assertThat(Labels.balanced(labels, 10)).isEqualTo(part);
        assertThat(Labels.balanced(labels, 1_000)).isEqualTo(labels);
    }

    private static Iterable<String> texts(Label label) {
        return label.accepted().stream().map(Object::toString).toList();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("labels.csv"), text);
    }
}
