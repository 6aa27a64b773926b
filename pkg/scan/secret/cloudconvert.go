package secret

import "sluice/pkg/scan/rule"

func cloudconvert() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cloudconvert-key",
			About: "CloudConvert API key",
			Words: []string{"cloudconvert"},
			Value: `[A-Za-z0-9_.=+-]{200,1000}[A-Za-z0-9_.=+-]{0,500}`,
			Match: []string{
				"CLOUDCONVERT_API_KEY=«u8PUxJOD3933SzL4A88cogGmXZOaZFmGI8mlBvnwGbdRlzAkcxDLZFgXDfTzCKnG2faFxulyFikIqS1rBcajGSDFpfmuurCnkESaer9DPMnkfwd5wMgRLgVKFrmE6EWPVfUt6X6JpyD3QidXtk7I0GkVgBxUG9T2N4pmfucu4s7a6CdGQVOsnZfbkeeTgGVfQq24fShn»",
				`"cloudconvertApiKey": "«XnOclsr4lHZrUGBBWzwArOppYiFxenQPkFwGEXjSwBaBwLTy3sMbtYgk2CdlUbMNIcFtiz17JbwOEvj5u3taaLy9aJTEuxhEFxZ1KZOz4p3ZBAxgohb5OWLYLmTVXr3C2yOvOGXLzcdvMNPXv2nZsfKlHcUAH037hbHJDuk008a04OkNdf2qwXqFnWZNINFdDN41clvt»"`,
				"my cloudconvert secret «gtuOYA4vIzDhm1cbW2gAbatotCTS1jInpwe193CIXiuK2ulBNArsToNDHNJZsH8XwhF9pv1Ca8hfBj3kp3YEpBmENUQ9KAIkV2Yw035VUyR1Bw39kRuIh8XKnisZKRZGklCcSaYcAlT1gVBPkaSiqbAmBr8DRquff2aWA4bExnMGHFGwcHHm7KbUzWPcge3COmODGgAV»",
			},
			NoMatch: []string{
				"value: u8PUxJOD3933SzL4A88cogGmXZOaZFmGI8mlBvnwGbdRlzAkcxDLZFgXDfTzCKnG2faFxulyFikIqS1rBcajGSDFpfmuurCnkESaer9DPMnkfwd5wMgRLgVKFrmE6EWPVfUt6X6JpyD3QidXtk7I0GkVgBxUG9T2N4pmfucu4s7a6CdGQVOsnZfbkeeTgGVfQq24fShn",
				"CLOUDCONVERT_API_KEY=${CLOUDCONVERT_API_KEY}",
				"cloudconvert api key is in the vault",
				"cloudconvert_version: XnOcls.2",
			},
		}.detector(),
	}
}
