package org.meterline.ocr;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A file as decoders read it. One that reads on and on behind the end is stopped: 150 bytes of WebP took five seconds, because
 * its decoder takes zeros for what is missing, and a file may promise it millions of them.
 */
final class FileInput extends MemoryCacheImageInputStream {

    private static final int READS_BEHIND_END_MAX = 10_000; // broken-off files are a few bytes short, not a million

    private int readsBehindEnd;

    FileInput(byte[] file) {
        super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
        return counted(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return counted(super.read(buffer, offset, length));
    }

    private int counted(int read) {
        if (read < 0 && ++readsBehindEnd > READS_BEHIND_END_MAX) {
            throw new IllegalStateException("the file has ended");
        }
        return read;
    }
}
