package org.meterline.ocr.bench;

/** An answer beside the truth. */
record Judged(Label label, Answer answer) {

    boolean isRight() {
        return label.isRight(answer);
    }
}
