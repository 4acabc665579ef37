# Where somebody is signed in
sessions-title = My sessions
sessions-text = Here you see where you are signed in at this address. If you do not know one of them, end it and speak to your IT.
sessions-since = Signed in since { $moment }
sessions-here = (this one)
sessions-seen = Last used: { $moment }.
sessions-end = End
sessions-ended = The session has ended.
sessions-provider = End this session by "Sign out". Each ends by itself after 15 minutes without input.
