package org.meterline.ocr;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How the reader came to a result, as JSON: what {@link org.meterline.contracts.MessageTable#OCR} says, for those who wonder. */
final class WorkJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private WorkJson() {}

    static String write(PhotoResult.Work work) {
        var json = JSON.createObjectNode()
                .put("text", work.text())
                .put("confidence", work.confidence())
                .put("imageWidthPx", work.imageWidthPx())
                .put("imageHeightPx", work.imageHeightPx())
                .put("readerVersion", work.readerVersion())
                .put("durationMillis", work.durationMillis());
        var findings = json.putArray("findings");
        work.findings().forEach(finding -> findings.add(finding.name()));
        var quality = json.putObject("quality");
        work.measures().forEach(quality::put);
        var box = work.box();
        if (box != null) {
            var corners = json.putArray("box");
            box.corners().forEach(corner -> corners.addArray().add(corner.x()).add(corner.y()));
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the reader's work has no JSON", impossible);
        }
    }
}
