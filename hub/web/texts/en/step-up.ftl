step-up-title = Please confirm once more who you are
step-up-text = What was entrusted to you is specially protected (§ 65 SGB VIII). You can read and write it if you signed in no more than { $minutes } minutes ago.
step-up-kept = Nothing is lost: what you wrote waits as a draft. After confirming you go on there.
step-up-button = Confirm now
step-up-back = Back to the start page
step-up-failed-title = The confirmation was not enough
step-up-failed-text = Somebody else signed in, or the sign-in was not recent or not strong enough. Your session here goes on; nothing was shown and nothing was changed.
note-own-unconfirmed = You see your entrusted notes after confirming.
family-waiting = { $count ->
    [one] One entry was entrusted to you. It opens once you confirm again who you are. If it stays shut, the key service does not answer just now.
   *[other] { $count } entries were entrusted to you. They open once you confirm again who you are. If they stay shut, the key service does not answer just now.
}
