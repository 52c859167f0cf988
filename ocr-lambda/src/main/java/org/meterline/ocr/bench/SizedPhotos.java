package org.meterline.ocr.bench;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.FileImageOutputStream;

/** Photos of one size, as JPEG in a folder that is gone in the end, so that times can be compared with other people's. */
final class SizedPhotos implements AutoCloseable {

    /** The longer side of what WhatsApp makes of a photo. */
    static final int SIDE_PX = 1_600;

    private static final float QUALITY = 0.9f;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private SizedPhotos(Path folder) {
        this.folder = folder;
    }

    /** Photos made larger or smaller; what is no picture is left out. */
    static SizedPhotos of(List<Path> photos) throws IOException {
        var sized = new SizedPhotos(Files.createTempDirectory("meterline-bench"));
        for (var photo : photos) {
            var image = ImageIO.read(photo.toFile());
            if (image != null) {
                sized.add(image);
            }
        }
        return sized;
    }

    List<Path> files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private void add(BufferedImage image) throws IOException {
        var scale = (double) SIDE_PX / Math.max(image.getWidth(), image.getHeight());
        var width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var sized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = sized.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        var file = folder.resolve(files.size() + ".jpg");
        files.add(file);
        write(sized, file);
    }

    private static void write(BufferedImage image, Path to) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new FileImageOutputStream(to.toFile())) {
            var asked = writer.getDefaultWriteParam();
            asked.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            asked.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), asked);
        } finally {
            writer.dispose();
        }
    }
}
