package org.meterline.ocr;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.meterline.ocr.picture.Sheet;

/** A photo and its counter on a sheet: where it is, and what it looks like upright. */
record CounterPicture(Photo photo, Sheet sheet) {

    private static final double PADDING = 0.15; // of the counter's height, around it
    private static final Color SHADE = new Color(0, 0, 0, 90);

    /** The largest place within a square that the photo fits in. */
    Rectangle place(int left, int top, int sidePx) {
        var pixels = photo.pixels();
        var scale = (double) sidePx / Math.max(pixels.getWidth(), pixels.getHeight());
        var width = (int) Math.round(pixels.getWidth() * scale);
        var height = (int) Math.round(pixels.getHeight() * scale);
        return new Rectangle(left + (sidePx - width) / 2, top, width, height);
    }

    void draw(Rectangle place) {
        sheet.picture(photo.pixels(), place.x, place.y, place.width, place.height);
    }

    /** The photo is dimmed but for the counter; a dot stands where reading begins. */
    void mark(Box box, Rectangle place) {
        var scale = (double) place.width / photo.widthPx();
        var outline = outline(box, scale, place);
        var around = new Area(place);
        around.subtract(new Area(outline));
        sheet.fill(around, SHADE).outline(outline, 4, Sheet.PAPER).outline(outline, 2.5, Sheet.GREEN);
        var first = box.corners().getFirst();
        sheet.fill(
                new Ellipse2D.Double(place.x + first.x() * scale - 7, place.y + first.y() * scale - 7, 14, 14),
                Sheet.GREEN);
    }

    /** The counter, upright and with a little of what is around it, in a place no larger than this one. Returns its height. */
    double strip(Box box, Rectangle within) {
        var origin = box.corners().get(0);
        var along = box.corners().get(1);
        var down = box.corners().get(3);
        var widthPx = Math.hypot(along.x() - origin.x(), along.y() - origin.y());
        var heightPx = Math.hypot(down.x() - origin.x(), down.y() - origin.y());
        if (widthPx < 1 || heightPx < 1) {
            return 0;
        }
        var padding = PADDING * heightPx;
        var zoom = Math.min(within.width / (widthPx + 2 * padding), within.height / (heightPx + 2 * padding));
        var width = zoom * (widthPx + 2 * padding);
        var height = zoom * (heightPx + 2 * padding);
        var into = AffineTransform.getTranslateInstance(within.x, within.y);
        into.scale(zoom, zoom);
        into.translate(padding, padding);
        into.rotate(-Math.atan2(along.y() - origin.y(), along.x() - origin.x()));
        into.translate(-origin.x(), -origin.y());
        into.scale(photo.scale(), photo.scale());
        sheet.part(photo.pixels(), into, within.x, within.y, width, height);
        return height;
    }

    private static Shape outline(Box box, double scale, Rectangle place) {
        var outline = new Path2D.Double();
        for (var corner : box.corners()) {
            var x = place.x + corner.x() * scale;
            var y = place.y + corner.y() * scale;
            if (outline.getCurrentPoint() == null) {
                outline.moveTo(x, y);
            } else {
                outline.lineTo(x, y);
            }
        }
        outline.closePath();
        return outline;
    }
}
