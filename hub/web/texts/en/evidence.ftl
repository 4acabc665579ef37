# What data protection officers see when the log is no longer secured.

evidence-unplaced = The log is not being secured at the moment. Please tell operations. If this goes on, no data are shown any more.
evidence-unwitnessed = The log has not been witnessed by both agencies for some time. Please tell the operations of both agencies. If this goes on, no data are shown any more.
evidence-forked = The log is not the one that the witnesses confirmed. No data are shown any more. Please speak to the data protection officer of the other agency at once.
