"""PP-OCR as PyPI packages it, as a peer of the bench: a path per line comes in, a line of JSON goes out."""

import json
import sys
import time


def engine():
    """Finds an installed package: its name, and a function from a path to (text, height, score) of every word."""
    try:
        import rapidocr

        reader = rapidocr.RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "critical",
            }
        )

        def words(path):
            result = reader(path)
            boxes = result.boxes if result.boxes is not None else []
            return list(zip(result.txts or [], map(height, boxes), result.scores or []))

        return "rapidocr " + getattr(rapidocr, "__version__", ""), words
    except ImportError:
        from rapidocr_onnxruntime import RapidOCR

        reader = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

        def words(path):
            result, _ = reader(path)
            return [(text, height(box), float(score)) for box, text, score in result or []]

        return "rapidocr_onnxruntime", words


def height(box):
    """The shorter side of a word's box, whichever way it is turned."""
    (x0, y0), (x1, y1), (x2, y2), _ = box
    return float(min(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5))


def dial(words):
    """The highest word that is mostly digits, three to eight of them, as (digits, score)."""
    best = None
    for text, word_height, score in words:
        digits = "".join(character for character in text if character in "0123456789")
        if 3 <= len(digits) <= 8 and 2 * len(digits) > len(text) and (best is None or word_height > best[0]):
            best = (word_height, digits, float(score))
    return (best[1], best[2]) if best else (None, 0.0)


def main():
    name, words = engine()
    print(name, flush=True)
    for line in sys.stdin:
        began = time.process_time()
        try:
            reading, confidence = dial(words(line.rstrip("\n")))
        except Exception:  # a photo that it cannot open is a photo that it does not read
            reading, confidence = None, 0.0
        millis = 1000 * (time.process_time() - began)
        print(json.dumps({"reading": reading, "confidence": confidence, "cpuMillis": millis}), flush=True)


main()
