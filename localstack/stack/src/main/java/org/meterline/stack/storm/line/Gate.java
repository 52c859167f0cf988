package org.meterline.stack.storm.line;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets pass while it is open, and makes wait while it is not. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean isOpen = true;

    void pass() throws InterruptedException {
        if (isOpen) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (!isOpen) {
                opened.await();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        return isOpen;
    }

    void close() {
        isOpen = false;
    }

    void open() {
        lock.lock();
        try {
            isOpen = true;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
