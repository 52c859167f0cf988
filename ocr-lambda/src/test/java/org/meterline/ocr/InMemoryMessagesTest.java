package org.meterline.ocr;

import org.meterline.contracts.PhotoName;

class InMemoryMessagesTest extends MessagesContract {

    private final InMemoryMessages messages = new InMemoryMessages();

    @Override
    Messages messages() {
        return messages;
    }

    @Override
    void keep(PhotoName photo) {
        messages.add(photo);
    }
}
