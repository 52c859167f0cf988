package org.meterline.ocr.reader;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A trained network, loaded once and kept. It computes on the calling thread alone, one caller at a time, because it keeps
 * the memory it takes its input from.
 */
final class Network implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    private final OrtSession session;
    private final String input;
    private FloatBuffer kept = floats(0);

    Network(byte[] model) {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setMemoryPatternOptimization(false); // photos differ in size
            session = environment.createSession(model, options);
            input = session.getInputNames().iterator().next();
        } catch (OrtException failure) {
            throw new IllegalStateException("a network does not load", failure);
        }
    }

    /** Fills the network's input. */
    @FunctionalInterface
    interface Filling {
        void into(FloatBuffer input);
    }

    /** All outputs by their names, flat, row by row. */
    synchronized Map<String, float[]> run(long[] shape, Filling filling) {
        var size = 1;
        for (var side : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(side));
        }
        if (kept.capacity() < size) {
            kept = floats(size);
        }
        kept.clear().limit(size);
        filling.into(kept);
        kept.position(0).limit(size);
        try (var tensor = OnnxTensor.createTensor(environment, kept, shape);
                var result = session.run(Map.of(input, tensor))) {
            var outputs = new HashMap<String, float[]>();
            for (var output : result) {
                outputs.put(
                        output.getKey(),
                        ((OnnxTensor) output.getValue()).getFloatBuffer().array());
            }
            return outputs;
        } catch (OrtException failure) {
            throw new IllegalStateException("a network failed", failure);
        }
    }

    @Override
    public synchronized void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("a network does not close", failure);
        }
    }

    private static FloatBuffer floats(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
