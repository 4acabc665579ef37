# Receipts of consents

receipt-link = Receipt
receipt-link-of = Receipt of { $ref }
receipt-title = Take a receipt
receipt-about = Family { $number } · { $ref }
receipt-text = Each person has a receipt of their own. It says what was asked and said, and how it stands today.
receipt-form-pdf = PDF
receipt-form-txt = Text
receipt-form-jsonld = Data (JSON-LD)
receipt-of = Receipt for { $name } as { $form }
receipt-written-down = Every receipt that is fetched is in the log.
receipt-back = Back to the paper

own-receipt = Take a receipt
own-receipt-of = Take a receipt of { $ref }
own-receipt-title = Take a receipt
own-receipt-text = Here you get a receipt of what you said yourself to { $ref }. What others said is not in it.
    .du = Here you get a receipt of what you said yourself to { $ref }. What others said is not in it.
    .easy = A receipt is a sheet of paper. It says: This is what you said to { $ref }. What others said is not on it.
    .du-easy = A receipt is a sheet of paper. It says: This is what you said to { $ref }. What others said is not on it.
own-receipt-form-of = Receipt for { $name } as { $form }
own-receipt-stays = The file stays on this device. Whoever uses the device can open it. Delete it if nobody should see it.
    .du = The file stays on this device. Whoever uses the device can open it. Delete it if nobody should see it.
    .easy = The file stays on this device. Others can find it there. Delete the file if nobody should see it.
    .du-easy = The file stays on this device. Others can find it there. Delete the file if nobody should see it.
own-receipt-back = Back to my consents
