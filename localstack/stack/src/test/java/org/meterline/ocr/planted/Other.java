package org.meterline.ocr.planted;

/** Something of another lambda. */
public final class Other {}
