"""`python -m atlas.serving`: whether the app may be served with these settings; one line and exit code 2 where not."""

from atlas.serving.start import check

settings = check()
if settings.login:
    print(f"sound: people sign in at {settings.origin}; {len(settings.allow)} entries on the allow-list")
else:
    print("sound: without login" + (", behind a proxy that signs people in" if settings.open else ", for this machine only"))
